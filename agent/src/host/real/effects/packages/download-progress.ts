const everyPackages = 20
const fetched = /^npm http (?:fetch|cache)\b.*\.tgz\b/
const otherFetch = /^npm http /

/**
 * Of npm's lines passes on what a person reads, and of each archive that is fetched a count now and then: which host it
 * comes from is nobody's business in a log.
 */
export function downloadProgress(
  packages: number,
  onLine: (line: string) => void,
): (stream: string, line: string) => void {
  let count = 0
  return (_stream, line) => {
    if (fetched.test(line)) {
      count += 1
      if (count % everyPackages === 0 || count === packages) onLine(`${count} of ${packages} packages fetched`)
    } else if (!otherFetch.test(line)) onLine(line)
  }
}
