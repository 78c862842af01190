import { ChangesView } from '../../src/features/config/changes/ChangesView.tsx'
import { changeOf, manyChanges, mixedChanges } from '../../src/features/config/changes/test/change-fixtures.ts'
import { Section } from '../../src/ui/Section.tsx'
import { StatusSentence } from '../../src/ui/StatusSentence.tsx'
import type { ConfigChange } from '../../src/wire.ts'

export const changesScenes: Record<string, readonly ConfigChange[]> = {
  one: [changeOf()],
  mixed: mixedChanges,
  many: manyChanges,
  none: [],
}

export function ChangesScene({ state }: { state: string }) {
  const changes = changesScenes[state]
  if (changes === undefined) throw new Error(`There is no scene ${state}.`)
  return (
    <main style={{ display: 'grid', gap: 28, padding: '32px 16px', maxWidth: 960 }}>
      <StatusSentence verdict="This is what would change." />
      <Section title="Changes">
        <div style={{ paddingTop: 12 }}>
          <ChangesView changes={changes} />
        </div>
      </Section>
    </main>
  )
}
