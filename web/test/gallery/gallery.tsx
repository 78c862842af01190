import '../../src/ui/tokens.css'
import '../../src/ui/fonts.css'
import '../../src/ui/base.css'
import { createRoot } from 'react-dom/client'
import { ClockContext } from '../../src/ui/clock.ts'
import { now } from '../fixtures.ts'
import { OverviewScene, overviewScenes } from './OverviewScene.tsx'
import { PartsScene } from './PartsScene.tsx'

/** `?scene=overview&state=healthy&theme=dark`: each state of each page from fixed data at a fixed time. */
const query = new URLSearchParams(location.search)
const theme = query.get('theme')
if (theme !== null) document.documentElement.dataset.theme = theme

const clock = { now: () => now, every: () => () => {}, timeZone: 'UTC' }
const state = query.get('state') ?? ''

function Scene() {
  switch (query.get('scene')) {
    case 'overview':
      return <OverviewScene state={state} />
    case 'parts':
      return <PartsScene />
    default:
      return (
        <ul>
          {Object.keys(overviewScenes).map((name) => (
            <li key={name}>
              <a href={`?scene=overview&state=${name}`}>{name}</a>
            </li>
          ))}
        </ul>
      )
  }
}

const root = document.getElementById('root')
if (root !== null) {
  createRoot(root).render(
    <ClockContext value={clock}>
      <Scene />
    </ClockContext>,
  )
}
