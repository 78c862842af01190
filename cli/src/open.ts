import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Schemas } from '@moltbot-ops/sdk'
import { type Command, Option } from 'commander'
import type { Cli } from './cli.ts'
import { Failure } from './failure.ts'
import { roles } from './role.ts'
import { withPassphrase } from './with-passphrase.ts'
import { hint } from './words/hint.ts'
import { duration } from './words/time.ts'

interface OpenOptions {
  print?: boolean
  role?: Schemas['Role']
}

/** `moltbot-ops open`: a one-time link that pairs the browser it is opened in. */
export function addOpen(cli: Cli): void {
  cli
    .verb({
      usage: 'open',
      summary: 'Open the console in a browser and pair it',
      example: 'open --print',
      cannot: 'The console was not opened.',
    })
    .option('--print', 'print the one-time link instead')
    .addOption(new Option('--role <role>', 'role of the browser (the first device is owner)').choices(roles))
    .action(async ({ print, role }: OpenOptions, command: Command) => {
      const { client, answer, note, stateDir, json, surroundings } = await cli.open(command)
      const link = await withPassphrase({ client, surroundings }, (passphrase) =>
        client.createPairingLink({ body: { ...(role === undefined ? {} : { role }), ...passphrase } }),
      )
      const validity = `It works once, within ${duration(link.expires_in_seconds * 1000)}, as ${link.role}.`
      if (print !== true && !json && stateDir !== null) {
        if (await surroundings.openInBrowser(await writePage(stateDir, link.url))) {
          note(`The console opens in your browser. ${validity}`)
          note(`If the browser may not read the file, run \`${hint('open --print')}\` and paste the link.`)
          return
        }
        note('There is no desktop browser here. Open this link:')
      }
      note(validity)
      answer(link, () => link.url)
    })
}

/**
 * A page that only its owner can read and that leads to the link. The link itself must not be an argument of the
 * browser: every user of the host can read those, and the first to open it gets the session.
 */
async function writePage(stateDir: string, url: string): Promise<string> {
  if (!/^https?:\/\/[^\s"'<>&]+$/.test(url)) throw new Failure('failed', 'The agent gave a link that is not one.')
  const path = join(stateDir, 'open.html')
  const page = `<!doctype html><meta charset="utf-8"><meta name="referrer" content="no-referrer"><meta http-equiv="refresh" content="0;url=${url}"><title>MoltBot Ops</title><a href="${url}">Open the console</a>\n`
  await writeFile(path, page, { mode: 0o600 })
  return path
}
