import { countFirst } from '../../../ui/number-words.ts'
import type { ConfigChange } from '../../../wire.ts'

const settings = (count: number) => (count === 1 ? '1 setting' : `${count} settings`)

const english = {
  whole: 'the whole configuration',
  none: { title: 'No setting changes', why: 'Only how the file is written is different: spaces, comments, order.' },
  count: (count: number) => (count === 1 ? 'One setting changes.' : `${countFirst(count)} settings change.`),
  /** The agent lists no more than this. */
  most: (count: number) => `${count} settings are listed, and there may be more: that is as many as a list holds.`,
  restarts: (count: number, all: number) =>
    count === 0
      ? 'None needs a restart of MoltBot.'
      : count === all
        ? all === 1
          ? 'It needs a restart of MoltBot.'
          : 'All need a restart of MoltBot.'
        : `${countFirst(count)} of them ${count === 1 ? 'needs' : 'need'} a restart of MoltBot.`,
  find: 'Find in these changes',
  found: (count: number, all: number) => `${count} of ${all}`,
  nothingFound: 'No change has these words.',
  risks: { high: 'High risk', medium: 'Medium risk', low: 'Low risk' } satisfies Record<ConfigChange['risk'], string>,
  effects: {
    none: 'works from its next use on',
    hot: 'works at once',
    restart: 'needs a restart',
  } satisfies Record<ConfigChange['effect'], string>,
  more: (count: number) => `Show ${settings(count)} more`,
  group: (risk: ConfigChange['risk'], count: number) => `${english.risks[risk]}, ${settings(count)}`,
  kinds: { added: 'is added', removed: 'is removed', changed: 'changes' } satisfies Record<
    ConfigChange['kind'],
    string
  >,
  secret: { set: 'secret set', replaced: 'secret replaced', removed: 'secret removed', stands: 'secret' },
  before: 'before',
  after: 'after',
  becomes: 'becomes',
  notSet: 'not set',
  itemAdded: 'added',
  itemRemoved: 'removed',
  stays: (count: number) => (count === 1 ? '1 item stays' : `${count} items stay`),
  showAll: (characters: number) => `Show all ${characters} characters`,
  showLess: 'Show less',
}

export type ChangesWords = typeof english
export const changesWords: ChangesWords = english
