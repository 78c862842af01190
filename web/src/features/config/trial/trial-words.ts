const english = {
  label: 'Configuration on trial',
