import { countFirst } from '../../ui/number-words.ts'

const wayBack = 'What is refused stands below. An earlier version can be put back from the history.'
const changes = (count: number) => (count === 1 ? '1 change is' : `${count} changes are`)

/** Every sentence of Config. Verdict first, then its cause, then what follows. */
const english = {
  asking: { verdict: 'Reading the configuration.', cause: 'Reading changes nothing.' },
  notInstalled: { verdict: 'There is no configuration yet.', cause: 'There is no MoltBot here.' },
  unreachable: { verdict: 'It is not known how the configuration is.', cause: 'The agent does not answer.' },
  failed: { verdict: 'It is not known how the configuration is.', cause: 'It was not read.' },
  unreadable: {
    verdict: 'The configuration cannot be read.',
    follows: 'Correct the file at the host, or put an earlier version back.',
  },
  stale: (age: string) => ({ verdict: 'It is not known how the configuration is now.', cause: `It was read ${age}.` }),
  bomb: {
    verdict: 'The file was edited and would stop the next start.',
    cause: 'MoltBot refused the edit. As long as it runs, it keeps what it had before.',
    follows: wayBack,
  },
  invalid: {
    verdict: 'MoltBot refuses this configuration.',
    cause: 'It does not start with it.',
    follows: wayBack,
  },
  judging: 'Asking MoltBot about the configuration.',
  notJudged: 'MoltBot itself has not judged the configuration.',
  valid: 'The configuration is valid.',
  taken: 'MoltBot takes the configuration.',
  odd: (count: number) =>
    count === 1
      ? 'One thing in it breaks the schema of this version.'
      : `${countFirst(count)} things in it break the schema of this version.`,
  trial: 'A configuration is on trial.',
  unchanged: 'Nothing waits to be applied.',
  waiting: (count: number) => `${changes(count)} not applied yet.`,
  waitingRefused: (waiting: number, refused: number) => {
    if (waiting === 1) return '1 change is not applied yet, and would be refused.'
    const things = refused === 1 ? 'one thing in them' : `${countFirst(refused).toLowerCase()} things in them`
    return `${waiting} changes are not applied yet, and ${things} would be refused.`
  },
  refused: (count: number) =>
    count === 1 ? 'One thing in it would be refused.' : `${countFirst(count)} things in it would be refused.`,
  textBroken: 'The text cannot be read as JSON5 yet.',
  applied: 'The changes were applied and checked.',
  appliedLater: 'The changes were written.',
  place: {
    version: (version: string) => `OpenClaw ${version}`,
    read: 'read',
    history: 'History',
  },
  views: { label: 'How it is edited', form: 'Form', text: 'Text' },
  search: {
    label: 'Search settings',
    placeholder: (total: number | null) => (total === null ? 'Search settings' : `Search ${total} settings`),
    found: (count: number) =>
      count === 0 ? 'No setting found.' : count === 1 ? '1 setting found.' : `${count} settings found.`,
    none: { title: 'No setting found', why: 'Try fewer words. Names, paths and explanations are searched.' },
    clear: 'Clear the search',
  },
  shelves: {
    label: 'Settings',
    essential: 'Essentials',
    set: 'In the file',
    changed: 'Not applied yet',
    sections: 'All sections',
    results: 'Results of the search',
  },
  list: {
    more: (count: number, left: number) => `Show ${count} more of ${left}`,
    advanced: (count: number) => (count === 1 ? 'Show 1 advanced setting' : `Show ${count} advanced settings`),
    fewer: 'Hide advanced settings',
    emptySet: { title: 'The file sets nothing that the schema knows', why: 'What it holds stands in the text.' },
    emptyChanged: {
      title: 'Nothing waits here',
      why: 'What you change stands here until it is applied. Changes outside of the schema stand in the text.',
    },
  },
  setting: {
    unset: 'Not set',
    unsetDefault: (value: string) => `Not set, ${value} holds`,
    default: (value: string) => `Default ${value}`,
    effects: { hot: 'applies while MoltBot runs', restart: 'restarts MoltBot', none: 'needs no restart' },
    was: (value: string) => `Was ${value}`,
    wasUnset: 'Was not set',
    willBeSecret: 'A new secret is typed',
    risks: { low: 'Low risk', medium: 'Medium risk', high: 'High risk' },
    takeBack: 'Take back',
    takeBackNamed: (name: string) => `Take back the change of ${name}`,
    remove: 'Remove',
    removeNamed: (name: string) => `Remove ${name} from the file`,
    range: (least: number | null, most: number | null) => {
      if (least !== null && most !== null) return `${least} to ${most}`
      if (least !== null) return `at least ${least}`
      return most === null ? '' : `at most ${most}`
    },
    noPlace: (table: string) => `For each entry of ${table}. There is none yet.`,
    goToTable: 'Go to the table',
    on: 'On',
    off: 'Off',
    newName: 'New name',
    newItem: 'New item',
    newValue: 'Value',
    item: (position: number, name: string) => `${name}, item ${position}`,
    add: 'Add',
    addTo: (name: string) => `Add to ${name}`,
    removeItem: (item: string, name: string) => `Remove ${item} from ${name}`,
    taken: 'This name is there already.',
    noName: 'Type a name first.',
    entry: (position: number) => `Entry ${position}`,
    entries: (count: number) => (count === 0 ? 'No entry' : count === 1 ? '1 entry' : `${count} entries`),
    addEntry: 'Add an entry',
    notJson: 'This is not JSON yet, so it is not taken.',
    jsonHelp: (type: string) => `As JSON: ${type}`,
  },
  secret: {
    set: 'Set, never shown',
    unset: 'Not set',
    typed: 'New one typed, not applied yet',
    removed: 'Will be removed',
    replace: 'Replace',
    enter: 'Enter it',
    remove: 'Remove',
    take: 'Use it',
    keep: 'Cancel',
    field: (name: string) => `New value of ${name}`,
    help: 'It is sent once, when you apply. It is not kept in this browser.',
    named: (verb: string, name: string) => `${verb}: ${name}`,
  },
  findings: {
    title: (errors: number, warnings: number) => {
      if (errors === 0 && warnings === 0) return 'Nothing was found against it'
      const look = warnings === 1 ? 'One thing is worth a look' : `${countFirst(warnings)} things are worth a look`
      if (errors === 0) return look
      const refused = errors === 1 ? 'One thing is refused' : `${countFirst(errors)} things are refused`
      if (warnings === 0) return refused
      return `${refused}, ${warnings === 1 ? 'one' : countFirst(warnings).toLowerCase()} worth a look`
    },
    go: (path: string) => `Go to ${path}`,
    goLine: (line: number) => `Go to line ${line}`,
    remove: 'Take it out',
    more: (count: number) => `${count} more`,
    brokenText: 'Not checked while the text cannot be read',
    noSchema: 'Not checked against the schema, which is not known',
    checking: 'the changes',
    failed: 'The draft could not be checked',
    whole: 'the whole file',
  },
  text: {
    label: 'The configuration as JSON5',
    help: 'Secrets stand as a mask. A mask that stays where it is keeps its secret.',
    broken: (line: number | null, message: string) => (line === null ? message : `Line ${line}: ${message}`),
  },
  schema: {
    loading: 'the settings of this version',
    missing: { title: 'The settings are not known', why: 'The text can be edited all the same.' },
    editText: 'Edit the text',
  },
  stale409: {
    title: 'The file was changed since you began',
    edits: 'Your changes are kept and shown on top of what is in the file now. Look at them, then go on.',
    text: 'Your text is kept as it is. What was changed in the file meanwhile would be undone by it; the review shows what.',
    keep: 'Keep my changes',
    drop: 'Throw them away',
  },
  bar: {
    text: 'A text that is not applied yet',
    waiting: (count: number) => (count === 1 ? '1 change not applied yet' : `${count} changes not applied yet`),
    drop: 'Throw away',
    dropTitle: 'Throw the changes away?',
    dropWhy: (count: number) =>
      count === 1
        ? 'One change that is not applied is lost.'
        : `${countFirst(count)} changes that are not applied are lost.`,
    keep: 'Keep them',
    review: 'Review changes',
    show: 'Show it',
  },
  waits: {
    viewer: 'Viewers can look and not change.',
    broken: 'The text cannot be read yet.',
    unfinished: 'One field holds something that is not JSON yet.',
    refused: 'Something in it would be refused. Put it right first.',
    stale: 'Say first what becomes of your changes.',
    trial: 'A configuration is on trial. Keep it or let it go back first.',
    checking: 'The changes are being checked.',
    nothing: 'Nothing would change.',
    notChecked: 'The changes could not be checked.',
  },
  review: {
    title: (count: number) => (count === 1 ? 'Review 1 change' : `Review ${count} changes`),
    back: 'Back to editing',
    apply: (count: number) => (count === 1 ? 'Apply 1 change' : `Apply ${count} changes`),
    reason: 'Changed settings from the console.',
    effects: {
      none: 'MoltBot is not restarted.',
      hot: 'MoltBot takes the changes while it runs.',
      restart: 'MoltBot restarts for it.',
    },
    comments: (count: number) =>
      count === 1 ? 'One comment goes with it:' : `${countFirst(count)} comments go with it:`,
    trial: 'Go back by itself unless I confirm',
    trialWhy:
      'The version before is put back if nobody confirms within this time, also when this console cannot be reached any more.',
    trialTime: 'Time to confirm',
    minutes: (count: number) => (count === 1 ? '1 minute' : `${count} minutes`),
    asking: 'Asking MoltBot whether it would take it.',
    takes: 'MoltBot itself would take it.',
    refuses: 'MoltBot itself refuses it.',
    notAsked: 'MoltBot itself could not be asked.',
    lines: 'The file, line by line',
    before: 'You see the plan first. Nothing happens before you sign.',
    diffFailed: 'What would change could not be worked out',
  },
  viewer: {
    title: 'Not for viewers',
    why: 'Admins and owners can change settings. An owner can raise the role of this browser at the host.',
  },
  readAgain: 'Read again',
  failedRead: 'The configuration could not be read',
  loading: 'the configuration',
  setup: 'Open Setup',
  setupTitle: 'No settings yet',
  setupWhy: 'They appear here once MoltBot is installed.',
  leave: {
    title: 'Leave with what was typed?',
    why: 'A secret that was typed is not kept in this browser. It has to be typed again.',
    stay: 'Stay',
    leave: 'Leave',
  },
}

export type ConfigWords = typeof english
export const configWords: ConfigWords = english
