import { type OwnCommand, ownWords } from './own-unit.ts'

export const ownLabel = 'ops.moltbot.agent'
/** Says whose file it is: no other one is ever overwritten or removed. */
export const ownPlistMark = '<!-- Written by `moltbot-ops service install`. -->'

/** The agent as a job of launchd, see launchd.plist(5). Written from its documentation and not run on macOS. */
export function ownPlistText(command: OwnCommand, logFile: string): string {
  const words = ownWords(command).map((word) => `    <string>${escaped(word)}</string>`)
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    ownPlistMark,
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<plist version="1.0">',
    '<dict>',
    '  <key>Label</key>',
    `  <string>${ownLabel}</string>`,
    '  <key>ProgramArguments</key>',
    '  <array>',
    ...words,
    '  </array>',
    '  <key>RunAtLoad</key>',
    '  <true/>',
    '  <key>KeepAlive</key>',
    '  <true/>',
    '  <key>ThrottleInterval</key>',
    '  <integer>10</integer>',
    // A MoltBot that the agent supervises goes on when the agent is restarted.
    '  <key>AbandonProcessGroup</key>',
    '  <true/>',
    '  <key>Umask</key>',
    '  <integer>63</integer>',
    '  <key>StandardOutPath</key>',
    `  <string>${escaped(logFile)}</string>`,
    '  <key>StandardErrorPath</key>',
    `  <string>${escaped(logFile)}</string>`,
    '</dict>',
    '</plist>',
    '',
  ].join('\n')
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
