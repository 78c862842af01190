import { duration } from '../ui/time-words.ts'

const about = (seconds: number) => duration(seconds * 1000)

const english = {
  making: { title: 'Making the plan', lead: 'Nothing happens before you sign.' },
  failed: { title: 'There is no plan to sign' },
  busy: 'Another job runs',
  lookAtJob: 'Look at that job',
  refused: {
    title: 'This plan cannot be signed',
    hash: 'The plan does not match its hash. What is shown could be something else than what would be signed, so this browser signs nothing.',
    other: 'The plan is for another agent or another action, so this browser signs nothing.',
    unreadable: 'The plan is not in a shape that this console can show, so this browser signs nothing.',
    changed: 'What would happen is no longer what was proposed. Whoever proposed it has to propose it again.',
  },
  changed: 'What would happen has changed since. This is the new plan; nothing of the old one was done.',
  unknownOutcome: (why: string) => `${why} Whether it was done is not known: look at Jobs before you try again.`,
  holds: 'Plan holds for',
  held: 'Plan has ended',
  expired: 'The plan does not hold any more. Nothing was done.',
  expiredOther: 'The plan does not hold any more. Whoever proposed it has to propose it again.',
  risks: { low: 'Low risk', medium: 'Medium risk', high: 'High risk' },
  outage: (seconds: number | null, stops: boolean) => {
    if (!stops && (seconds === null || seconds === 0)) return 'MoltBot is not stopped'
    return seconds === null ? 'stops MoltBot' : `stops MoltBot for about ${about(seconds)}`
  },
  undoable: (undo: boolean, loss: boolean) =>
    undo ? (loss ? 'can be undone, with loss' : 'can be undone') : 'cannot be undone',
  happens: 'What will happen',
  stopped: 'MoltBot is stopped',
  takes: about,
  noSteps: 'Nothing happens on the host.',
  affects: 'What it affects',
  nothingAffected: 'Nothing else.',
  undone: 'How it is undone',
  notUndone: 'It cannot be undone.',
  lost: 'What is lost',
  nothingLost: 'Nothing is lost.',
  reason: 'Why are you doing this? It goes into the audit log.',
  proposer: (name: string) => `Proposed by ${name}, because:`,
  type: { before: 'Type ', after: ' to sign' },
  signedBy: 'Signed by this browser, key',
  over: 'over plan',
  stays: 'The key cannot leave this browser.',
  deny: 'Deny',
  notNow: 'Not now',
  close: 'Close',
  again: 'Make the plan again',
  sign: (verb: string) => `Sign and ${verb}`,
  notYet: {
    reason: 'Say why first. It goes into the audit log.',
    phrase: (phrase: string) => `Type ${phrase} first.`,
    role: (role: string) => `This needs the role ${role}.`,
    secret: 'This plan carries a secret that only its proposer has. Approve it where it was proposed.',
  },
  superseded: 'Proposed again with another reason.',
  sending: 'Signed. The agent begins.',
  lookAgain: 'Look again',
  noJob: 'It is done.',
  job: {
    now: 'now',
    skipped: 'not needed',
    notReached: 'not reached',
    goingBack: 'Going back',
    takenBack: 'taken back',
    notTakenBack: 'could not be taken back',
    log: 'Output',
    missed: 'Lines are missing here.',
    stop: 'Stop and go back',
    stops: 'It stops at the next safe point, and goes back.',
    stopping: {
      title: 'Stop this job?',
      safePoint: 'It stops at the next safe point, which can take a moment.',
      nothingYet: 'Nothing has been changed yet, so nothing has to be taken back.',
      takesBack: 'Then what these steps did is taken back, the last one first:',
      goOn: 'Let it go on',
      stop: 'Stop and take it back',
      cannot: 'What it does now has to be finished, so it cannot be stopped here.',
    },
    remains: 'What remains',
    runs: (title: string) => `Running: ${title}`,
    ends: {
      succeeded: 'It is done.',
      failed: 'It did not work.',
      cancelled: 'It was stopped.',
      interrupted: 'It was interrupted.',
      takenBack: 'It did not work, and everything was taken back.',
      stoppedBack: 'It was stopped, and everything was taken back.',
      incomplete: 'It did not work, and not everything could be taken back.',
    },
  },
  tray: {
    label: (count: number) =>
      count === 0 ? 'Approvals, nothing waits' : count === 1 ? 'Approvals, 1 waits' : `Approvals, ${count} wait`,
    name: 'Approvals',
    reading: 'Reading what waits.',
    none: 'Nothing waits for you',
    noneWhy: 'What somebody proposes appears here and waits 5 minutes.',
    by: (name: string, reason: string) => `Proposed by ${name}: “${reason}”`,
    left: (time: string) => `${time} left`,
    review: 'Review',
    reviewNamed: (summary: string) => `Review: ${summary}`,
    denyNamed: (summary: string) => `Deny: ${summary}`,
    failed: 'The proposals could not be read',
  },
}

export type ConsentWords = typeof english
export const consentWords: ConsentWords = english

/** What the button names, from the plan's own first word: "Restart MoltBot on home-mini." is to restart. */
export function verbOf(summary: string): string {
  return /^\p{L}+/u.exec(summary)?.[0]?.toLowerCase() ?? 'do it'
}

/** The title needs no full stop. */
export const titleOf = (summary: string): string => summary.replace(/\.$/, '')
