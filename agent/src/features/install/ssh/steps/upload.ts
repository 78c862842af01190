import type { Upload } from '../../../../core/own-product.ts'
import { Problem } from '../../../../core/problem.ts'
import { asProblem } from '../open-host.ts'
import { stagingFolder } from '../remote-layout.ts'
import { mustRun } from '../remote-shell.ts'
import type { InstallStep, StepDeps } from './step-deps.ts'

const uploadMs = 60 * 60_000

/** Into a folder of its own that only the user who logs in can enter. */
export function uploadStep({ link, product }: StepDeps): InstallStep {
  return {
    id: 'upload',
    title: 'Upload the program',
    cancellable: true,
    async run({ jobId, state, save, message, progress, signal }) {
      const archive = await product.archive()
      if (archive.sha256 !== state.archive.sha256) throw changedMeanwhile()
      const files: { name: string; upload: Upload }[] = [{ name: 'archive.tar.gz', upload: archive }]
      if (state.runtime !== null) {
        const runtime = await product.runtime()
        if (runtime.sha256 !== state.runtime.sha256) throw changedMeanwhile()
        message(`Packing Node ${runtime.version}`)
        const upload = await runtime.packed()
        state.runtime.packedSha256 = upload.sha256
        files.push({ name: 'runtime.tar.gz', upload })
      }
      const staging = stagingFolder(state.home, jobId)
      state.staging = staging
      // Written first: whatever happens from here on, it is known where to look.
      await save()
      const session = link.session()
      await mustRun(session, 'Making a folder', 'mkdir -m 700 -- "$staging"', {
        as: 'user',
        timeoutMs: 30_000,
        variables: { staging },
        signal,
      })
      const total = files.reduce((sum, { upload }) => sum + upload.bytes, 0)
      let before = 0
      for (const { name, upload } of files) {
        message(`Uploading ${name}, ${(upload.bytes / 1e6).toFixed(1)} MB`)
        const begin = before
        await asProblem(() =>
          session.upload(upload.open(), `${staging}/${name}`, {
            mode: 0o600,
            size: upload.bytes,
            timeoutMs: uploadMs,
            signal,
            onProgress: (sent) => progress((begin + sent) / total),
          }),
        )
        before += upload.bytes
      }
    },
    async undo({ state }) {
      const { staging } = state
      if (staging === null) return
      const remove = `rm -rf -- ${staging}`
      await link.takeBack(
        () => [`${staging}, a part of the upload. Remove it there with: ${remove}`],
        async (session) => {
          await mustRun(session, 'Removing the upload', 'rm -rf -- "$staging"', {
            as: state.asRoot,
            timeoutMs: 60_000,
            variables: { staging },
          })
        },
      )
    },
  }
}

function changedMeanwhile(): Problem {
  return new Problem('plan_changed', 'The program of this agent was changed after the plan was made. Propose it again.')
}
