import { runtimeList } from '../../../../core/own-product.ts'
import { asRoot } from '../remote-commands.ts'
import { nodeIn, productFolder, programIn, programLink } from '../remote-layout.ts'
import { mustRun } from '../remote-shell.ts'
import type { InstallStep, StepDeps } from './step-deps.ts'

/**
 * The digests are compared after the files were copied to where only root can write. What unpacks is renamed into place
 * once it has run: a folder of the final name is always whole.
 */
const unpack = `
umask 022
work="$folder.new"
take() {
  cp -- "$staging/$1" "$work.tar.gz"
  printf '%s  %s\\n' "$2" "$work.tar.gz" | sha256sum -c - >/dev/null
}
rm -rf -- "$work"
mkdir -p -- "${productFolder}"
mkdir -- "$work"
take archive.tar.gz "$archive_sha256"
tar -xzf "$work.tar.gz" -C "$work" --strip-components=1 --no-same-owner --no-same-permissions
if [ -n "$runtime_sha256" ]; then
  take runtime.tar.gz "$runtime_packed_sha256"
  tar -xzf "$work.tar.gz" -C "$work" --no-same-owner --no-same-permissions
  cd "$work/runtime"
  printf '%s  %s\\n' "$runtime_sha256" "${runtimeList}" | sha256sum -c - >/dev/null
  sha256sum -c "${runtimeList}" >/dev/null
  cd /
fi
rm -f -- "$work.tar.gz"
mv -- "$work" "$folder"
rm -rf -- "$staging"
found=$("$node" "$program" --version)
[ "$found" = "$version" ] || { echo "the program says that it is $found" >&2; exit 1; }
`

const link = `
if [ ! -e "$link" ] && [ ! -L "$link" ]; then
  printf '#!/bin/sh\\nexec %s %s "$@"\\n' "$node" "$program" >"$link.new"
  chmod 755 "$link.new"
  mv -- "$link.new" "$link"
fi
`

/** Takes away only what this job put there; \`rmdir\` leaves a folder in which something else stands. */
const remove = `
rm -rf -- "$folder" "$folder.new" "$folder.new.tar.gz"
if [ "$had_link" = 0 ]; then rm -f -- "$link" "$link.new"; fi
if [ "$had_product" = 0 ] && [ -d "${productFolder}" ]; then rmdir -- "${productFolder}" 2>/dev/null || true; fi
`

export function unpackStep({ link: remote }: StepDeps): InstallStep {
  return {
    id: 'unpack',
    title: 'Unpack the program',
    cancellable: false,
    async run({ state, line }) {
      const { folder, node, archive, runtime, staging } = state
      await mustRun(remote.session(), 'Unpacking', `${unpack}${link}`, {
        as: state.asRoot,
        timeoutMs: 5 * 60_000,
        variables: {
          folder,
          node,
          staging: staging ?? '',
          program: programIn(folder),
          version: archive.version,
          archive_sha256: archive.sha256,
          runtime_sha256: runtime?.sha256 ?? '',
          runtime_packed_sha256: runtime?.packedSha256 ?? '',
          link: programLink,
        },
      })
      line(`${folder}: MoltBot Ops ${archive.version} runs on ${runtime === null ? node : nodeIn(folder)}`)
    },
    async undo({ state }) {
      const { folder, before } = state
      const places = before?.programLink === false ? `${folder} ${programLink}` : folder
      const command = asRoot(state, `rm -rf -- ${places} ${folder}.new ${folder}.new.tar.gz`)
      await remote.takeBack(
        () => [`${places.replace(' ', ' and ')}, the unpacked program. Remove it there with: ${command}`],
        async (session) => {
          await mustRun(session, 'Removing the program', remove, {
            as: state.asRoot,
            timeoutMs: 60_000,
            variables: {
              folder,
              link: programLink,
              had_link: before?.programLink === false ? '0' : '1',
              had_product: before?.productFolder === false ? '0' : '1',
            },
          })
        },
      )
    },
  }
}
