import { useNavigate } from '@tanstack/react-router'
import { PassphrasePage } from './features/pair/PassphrasePage.tsx'
import { paths } from './paths.ts'

export function PassphraseRoute() {
  const navigate = useNavigate()
  return <PassphrasePage onDone={() => void navigate({ to: paths.overview })} />
}
