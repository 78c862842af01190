import { addNoun, type Cli } from './cli.ts'
import { addChangeVerbs } from './config/change-verbs.ts'
import { addCheckVerbs } from './config/check-verbs.ts'
import { addHistoryVerbs } from './config/history-verbs.ts'
import { addReadVerbs } from './config/read-verbs.ts'

/** `moltbot-ops config`: read, judge and change the configuration of a MoltBot, and put an earlier one back. */
export function addConfig(cli: Cli): void {
  const noun = addNoun(cli, 'config', 'Read, check and change the configuration of MoltBot', 'get')
  addReadVerbs(cli, noun)
  addChangeVerbs(cli, noun)
  addCheckVerbs(cli, noun)
  addHistoryVerbs(cli, noun)
}
