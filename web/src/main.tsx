import './ui/tokens.css'
import './ui/fonts.css'
import './ui/base.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { createRoot } from 'react-dom/client'
import { clock, createConsole } from './real-console.ts'
import { createConsoleRouter } from './routes.tsx'
import { ConsoleContext } from './session/console.ts'
import { ClockContext } from './ui/clock.ts'

const { console, queries } = createConsole()
const router = createConsoleRouter()

let shown = router.state.location.pathname
router.subscribe('onResolved', ({ toLocation }) => {
  if (toLocation.pathname === shown) return
  shown = toLocation.pathname
  // A screen reader hears the new page's first sentence instead of silence.
  document.querySelector('h1')?.focus()
})

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no place for the console.')
createRoot(root).render(
  <ClockContext value={clock}>
    <ConsoleContext value={console}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </ConsoleContext>
  </ClockContext>,
)

void console.session.start()
