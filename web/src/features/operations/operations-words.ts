const english = {
  buttons: { restart: 'Restart', start: 'Start', stop: 'Stop' },
  reasons: {
    restart: 'Restarted by hand from the console.',
    start: 'Started by hand from the console.',
    stop: 'Stopped by hand from the console.',
  },
}

export type OperationsWords = typeof english
export const operationsWords: OperationsWords = english
