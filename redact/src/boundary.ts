/**
 * Where a word may begin: after anything but a letter or digit, and after what only ends in one,
 * an escaped line break (`\n`), a percent-encoded character (`%3D`) or the end of a terminal colour.
 */
export const LEFT =
  '(?:(?<![A-Za-z0-9])|(?<=\\\\[nrtbfv]|%[0-9A-Fa-f]{2}|\\\\u[0-9A-Fa-f]{4}|(?:\\x1b|\\\\u001[bB]|\\\\x1[bB]|\\\\033|\\\\e)\\[[0-9;]{0,12}m))'

/** Terminal colours that may stand between a name, its separator and its value. */
export const COLOUR = '(?:(?:\\x1b|\\\\u001[bB]|\\\\x1[bB]|\\\\033)\\[[0-9;]{0,12}m){0,3}'
