import { countFirst } from '../../ui/number-words.ts'
import type { AuditEvent, AuditOutcome, AuditVerification } from '../../wire.ts'

const entries = (count: number) => (count === 1 ? '1 entry' : `${count} entries`)

const english = {
  title: 'Audit',
  checking: { verdict: 'Checking the audit log.', cause: 'Every entry is read again.' },
  unknown: { verdict: 'It is not known whether the audit log is whole.' },
  broken: {
    verdict: 'The audit log is broken.',
    follows: 'Nothing on this page can be relied on until it is known why.',
  },
  unproven: {
    verdict: 'The audit log is unbroken, but nothing proves who wrote it.',
    cause: 'This browser keeps no key to hold it to.',
  },
  noCheckpoint: {
    verdict: 'The audit log is unbroken, but nothing is signed yet.',
    cause: 'The key that this browser keeps has no checkpoint to show.',
  },
  whole: {
    verdict: 'The audit log is whole.',
    cause: (count: number, since: string) =>
      `${count === 1 ? 'Its one entry is' : `All ${count} entries are`} unbroken, and signed for by the key that this browser keeps since ${since}.`,
  },
  follows: (age: string, last: number | null) =>
    last === null ? `Checked by the agent ${age}.` : `Checked by the agent ${age}, up to entry ${last}.`,
  tail: (count: number) =>
    count === 1 ? 'The last one is not signed for yet.' : `The last ${count} are not signed for yet.`,
  newer: (count: number) => (count === 1 ? 'One entry came since.' : `${countFirst(count)} entries came since.`),
  again: 'Check again',

  what: {
    title: 'What to do now',
    steps: [
      'Export the log as it is, and keep the file on another machine. It is evidence.',
      'Approve nothing until you know who could write to the files of the agent.',
      'Compare with a checkpoint that you kept elsewhere: it tells up to which entry the log is still the one that was signed.',
      'Look at the host: who was logged in, and what changed in the folder of the agent at that time.',
    ],
    otherKey: 'If the agent was set up anew on purpose, it has another key. Then forget the one that is kept here.',
    found: (count: number) => (count === 100 ? 'What was found, the first hundred' : 'What was found'),
    more: (count: number) => `Show ${count} more`,
    place: (file: string | null, offset: number | null) =>
      [file, offset === null ? null : `byte ${offset}`].filter((part) => part !== null).join(', '),
    entry: (seq: number) => `Entry ${seq}`,
  },
  problems: {
    changed: 'changed',
    missing: 'missing',
    inserted: 'inserted',
    reordered: 'moved',
    cut_tail: 'cut off at the end',
    bad_checkpoint: 'checkpoint',
    unregistered_signer: 'unknown signer',
    bad_signature: 'signature',
    unreadable: 'unreadable',
  } satisfies Record<AuditVerification['problems'][number]['kind'], string>,

  list: 'Entries',
  shown: (count: number, more: boolean) => (more ? `the newest ${count}` : entries(count)),
  columns: { seq: 'No.', when: 'When', who: 'Who', what: 'What', outcome: 'Outcome' },
  outcomes: {
    proposed: 'proposed',
    approved: 'approved',
    denied: 'denied',
    expired: 'expired',
    revoked: 'revoked',
    intended: 'begun',
    succeeded: 'done',
    failed: 'failed',
    rolled_back: 'taken back',
    interrupted: 'interrupted',
    refused: 'refused',
    observed: 'noted',
  } satisfies Record<AuditOutcome, string>,
  damaged: 'The check found something wrong here: this may not be what was written.',
  older: 'Show older entries',
  searching: 'Nothing found so far. The search goes on in older entries.',
  goOn: 'Search older entries',
  empty: {
    title: 'No entry yet',
    why: 'Every act appears here: who, what, when, why, and how it ended.',
  },
  nothing: { title: 'No entry fits', why: 'Nothing in the log has what you filter by.' },
  loading: { list: 'the audit log', entry: 'the entry', checkpoints: 'the checkpoints' },
  failed: {
    list: 'The audit log could not be read',
    entry: 'The entry could not be read',
    checkpoints: 'The checkpoints could not be read',
    export: 'The log was not exported.',
  },

  filter: {
    title: 'Filter',
    active: (count: number) => (count === 1 ? 'Filter, 1 in use' : `Filter, ${count} in use`),
    subject: 'Who',
    subjectHelp: 'As the log has it, such as user:owner.',
    action: 'What',
    outcome: 'Outcome',
    any: 'any',
    from: 'From',
    to: 'Before',
    apply: 'Show these',
    clear: 'Show all',
    job: (id: string) => `Of job ${id}`,
    confirmation: (id: string) => `Of approval ${id}`,
  },

  entry: {
    title: (seq: number) => `Entry ${seq}`,
    close: 'Close',
    at: 'When',
    who: 'Who',
    device: 'Device',
    via: 'How',
    role: 'Role',
    action: 'Operation',
    target: 'Target',
    outcome: 'Outcome',
    reason: 'Reason',
    detail: 'Detail',
    params: 'Parameters',
    paramsHelp: 'Without secrets: those are never written into the log.',
    noParams: 'none',
    paramsHash: 'Hash of the parameters',
    planHash: 'Hash of the plan',
    signature: 'Signature of the approval',
    signed: (decision: string, at: string, same: boolean) =>
      `It says: ${decision}, at ${at}, over ${same ? 'the plan of this entry' : 'another plan than that of this entry'}.`,
    chain: 'Its place in the chain',
    prev: 'Hash of the entry before',
    hash: 'Hash',
    job: 'Its job',
    sameJob: 'All entries of this job',
    sameApproval: 'All entries of this approval',
  },
  via: {
    browser: 'in the console',
    bearer: 'with a session outside of the console',
    script: 'by a script',
    terminal: 'at the host’s terminal',
    agent: 'by itself',
  } as Record<string, string>,
  itself: 'MoltBot Ops',

  key: {
    title: 'Key of the log',
    none: 'No key is kept in this browser. The log may be whole, and still be written anew by somebody else.',
    signs: 'The newest checkpoint is signed by',
    compare: 'Compare it with the key that was shown when this browser was paired, or at the host:',
    command: 'npx moltbot-ops audit export audit.jsonl && npx moltbot-ops audit verify audit.jsonl',
    keep: 'It is the same: keep this key',
    meaning:
      'From then on this browser notices when another key signs. What was written before is proven only by a fingerprint that you noted earlier.',
    noteYours: (only: boolean) => `${only ? 'Enter' : 'Or enter'} the fingerprint that you noted`,
    pattern: 'A fingerprint is SHA256: and 43 characters.',
    keepYours: 'Keep it',
    kept: (since: string) => `Kept in this browser since ${since}.`,
    forget: 'Forget this key',
    later: 'The agent signs its first checkpoint within 10 minutes, and with every export.',
  },
  export: {
    title: 'Take it with you',
    why: 'The whole log with a fresh signed checkpoint. It can be verified anywhere, without the agent.',
    button: 'Export the log',
    role: 'This needs the role admin.',
    done: (name: string) => `Written: ${name}. Verify it with:`,
    command: (name: string, key: string | null) =>
      `npx moltbot-ops audit verify ${name}${key === null ? '' : ` --key ${key}`}`,
  },
  checkpoints: {
    title: 'Checkpoints',
    none: { title: 'None yet', why: 'One is signed every 256 entries, every 10 minutes, and with every export.' },
    over: (seq: number) => `Up to entry ${seq}`,
    copy: 'Copy the newest',
    copied: 'Copied',
    refused: 'The browser refused to copy.',
    why: 'Kept on another machine, a checkpoint shows whether the log was written anew since.',
    older: 'Show older',
  },
}

export type AuditWords = typeof english
export const auditWords: AuditWords = english

/** Whether an outcome is worth a second look. */
export const isTrouble = (outcome: AuditOutcome): boolean =>
  outcome === 'failed' || outcome === 'interrupted' || outcome === 'refused' || outcome === 'rolled_back'

/** A person as others know them: `user:anna` is anna. */
export function actorName({ subject }: AuditEvent['actor']): string {
  return subject === 'agent' ? auditWords.itself : subject.replace(/^user:/, '')
}
