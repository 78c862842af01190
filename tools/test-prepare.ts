import { installDebianPackages } from './system/debian-packages.ts'

/** What the journeys need: a browser, and fonts so that text has a width. */
const result = installDebianPackages(['chromium', 'fonts-liberation'])
console.log(result.message)
process.exitCode = result.ok ? 0 : 1
