/** After what only ends in a letter or digit: an escaped line break (`\n`), a percent-encoded character (`%3D`), the end of a terminal colour. */
export const AFTER_ESCAPE =
  '(?<=\\\\[nrtbfv]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|(?:\\x1b|\\\\u001[bB]|\\\\x1[bB]|\\\\033|\\\\e)\\[[0-9;]{0,12}m)'

/** Where a word may begin: after anything but a letter or digit, or after an escape that ends in one. */
export const LEFT = `(?:(?<![A-Za-z0-9])|${AFTER_ESCAPE})`

/** Terminal colours that may stand between a name, its separator and its value. */
export const COLOUR = '(?:(?:\\x1b|\\\\u001[bB]|\\\\x1[bB]|\\\\033)\\[[0-9;]{0,12}m){0,3}'
