import { once } from 'node:events'
import type { Cli } from './cli.ts'
import type { Surroundings } from './surroundings.ts'

/** `moltbot-ops redact`: the engine of every log and bundle, as a filter. Needs no agent. */
export function addRedact(cli: Cli): void {
  cli
    .verb({
      usage: 'redact',
      summary: 'Copy stdin to stdout without its secrets',
      example: 'redact < gateway.log > shareable.log',
      cannot: 'The text was not redacted to its end.',
    })
    .addHelpText(
      'after',
      '\nLine endings and a missing last one stay as they are. Bytes that are not UTF-8 become the replacement character U+FFFD.',
    )
    .action(() => redactStream(cli.surroundings))
}

/** Memory stays bounded: the engine keeps at most a piece of a line, and a full stdout stops the reading. */
async function redactStream({ stdin, stdout }: Surroundings): Promise<void> {
  // Late, because compiling the rules takes longer than any other verb takes to run.
  const { createRedactor } = await import('@moltbot-ops/redact')
  const lines = createRedactor().lines()
  // ignoreBOM keeps the mark in the text, so that it also comes out again.
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  const write = async (text: string) => {
    if (text !== '' && !stdout.write(text)) await once(stdout, 'drain')
  }
  for await (const chunk of stdin) await write(lines.push(decoder.decode(chunk, { stream: true })))
  await write(lines.push(decoder.decode()) + lines.end())
}
