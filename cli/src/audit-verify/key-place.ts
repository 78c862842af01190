/** What to do where no key was named. */
export const keyPlace =
  'Name it with --key SHA256:…; it stands on the page Access of the console, and was shown when a browser was paired.'
