import { Argument } from 'commander'
import type { Cli } from './cli.ts'
import { fishScript } from './completion/fish-script.ts'
import { bashScript, zshScript } from './completion/shell-script.ts'
import { type Place, placesOf } from './completion/tree.ts'

const scripts: Record<string, (places: Place[]) => string> = { bash: bashScript, zsh: zshScript, fish: fishScript }

/** `moltbot-ops completion`: made from the tree of commands, so it knows every verb there is. */
export function addCompletion(cli: Cli): void {
  cli
    .verb({
      usage: 'completion',
      summary: 'Print the completion script of a shell',
      example: 'completion bash > ~/.local/share/bash-completion/completions/moltbot-ops',
      cannot: 'The script could not be printed.',
    })
    .addArgument(new Argument('<shell>').choices(Object.keys(scripts)))
    .action((shell: string) => {
      cli.surroundings.stdout.write(scripts[shell]?.(placesOf(cli.program)) ?? '')
    })
}
