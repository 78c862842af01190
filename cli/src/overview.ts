/** What `moltbot-ops` alone prints: enough to begin. */
export const overviewText = `MoltBot Ops watches a self-hosted MoltBot from outside and changes it only with your consent.

  moltbot-ops serve          run the agent and the console (--simulate to try it without MoltBot)
  moltbot-ops open           open the console in a browser and pair it
  moltbot-ops status         how MoltBot is, and why
  moltbot-ops pair list      browsers that wait for your approval
  moltbot-ops install check  whether and how MoltBot can be installed here
  moltbot-ops config get     how it is configured; config set, diff, apply, history, revert
  moltbot-ops approvals list what waits for your approval
  moltbot-ops jobs list      what is being done, and what was done
  moltbot-ops audit list     who did what, and how it ended
  moltbot-ops events follow  what changes, as it changes
  moltbot-ops redact         take the secrets out of any text

Every verb: moltbot-ops --help. One verb: moltbot-ops status --help.
`
