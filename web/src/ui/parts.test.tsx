import { act, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { now } from '../../test/fixtures.ts'
import { renderAt } from '../../test/render.tsx'
import { settle } from '../../test/test-clock.ts'
import { Age } from './Age.tsx'
import { ErrorBox, LoadingBox } from './Box.tsx'
import { Button } from './Button.tsx'
import { CopyCommand } from './CopyCommand.tsx'
import { Countdown } from './Countdown.tsx'
import { ErrorBoundary } from './ErrorBoundary.tsx'
import { linkWords } from './LinkState.tsx'
import { StatusSentence } from './StatusSentence.tsx'

describe('a button', () => {
  it('that cannot be used yet stays focusable, says why, and does nothing', async () => {
    const user = userEvent.setup()
    let clicks = 0
    renderAt(
      <Button notYet="Type the name first." onClick={() => (clicks += 1)}>
        Sign
      </Button>,
    )
    const button = screen.getByRole('button', { name: 'Sign', description: 'Type the name first.' })
    await user.tab()
    expect(document.activeElement).toBe(button)
    await user.keyboard('{Enter}')
    expect(clicks).toBe(0)
  })

  it('that is busy takes no second click', async () => {
    const user = userEvent.setup()
    let clicks = 0
    renderAt(
      <Button busy onClick={() => (clicks += 1)}>
        Signing
      </Button>,
    )
    await user.click(screen.getByRole('button', { name: 'Signing' }))
    expect(clicks).toBe(0)
  })
})

describe('the status sentence', () => {
  it('is the heading, and is announced when the verdict changes, not when the cause counts', () => {
    const { rerender } = renderAt(<StatusSentence verdict="Starting MoltBot." cause="4 s have passed." />)
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('Starting MoltBot. 4 s have passed.')
    rerender(<StatusSentence verdict="Starting MoltBot." cause="5 s have passed." />)
    expect(screen.getByRole('status').textContent).toBe('')
    rerender(<StatusSentence verdict="MoltBot is working." cause="It answers." />)
    expect(screen.getByRole('status').textContent).toBe('MoltBot is working. It answers.')
  })
})

describe('the age of data', () => {
  it('is plain while fresh, a badge when stale, and says when there is none', () => {
    const { container } = renderAt(
      <>
        <Age at={now - 4000} now={now} />
        <Age at={now - 960_000} now={now} stale />
        <Age at={null} now={now} />
      </>,
    )
    expect(container.textContent).toBe('4 s agolast seen 01:51, 16 min agonever measured')
  })
})

describe('the link', () => {
  it.each([
    ['live', now, 'Live'],
    ['connecting', null, 'Connecting'],
    ['reconnecting', now - 40_000, 'Reconnecting, last data 40 s ago'],
    ['offline', now - 600_000, 'Offline, last data 10 min ago'],
    ['offline', null, 'Offline'],
  ] as const)('%s', (kind, lastDataAt, words) => expect(linkWords({ kind, lastDataAt }, now)).toBe(words))
})

describe('boxes', () => {
  it('loading says so in words after two seconds', () => {
    const { clock } = renderAt(<LoadingBox what="metrics" />)
    expect(screen.getByRole('status').textContent).toBe('')
    act(() => clock.advance(2000))
    expect(screen.getByRole('status').textContent).toBe('Reading metrics, 2 s')
  })

  it('an error says what and why, with one verb', () => {
    renderAt(<ErrorBox title="No reading" why="Permission denied." onAgain={() => {}} />)
    expect(screen.getByRole('alert').textContent).toContain('Permission denied.')
    expect(screen.getByRole('button', { name: 'Read again' })).toBeDefined()
  })

  it('a part that breaks leaves the others standing', () => {
    const Broken = () => {
      throw new Error('on purpose')
    }
    const { container } = renderAt(
      <>
        <ErrorBoundary>
          <Broken />
        </ErrorBoundary>
        <p>still here</p>
      </>,
    )
    expect(screen.getByRole('button', { name: 'Draw it again' })).toBeDefined()
    expect(container.textContent).toContain('still here')
  })
})

describe('a command', () => {
  it('is copied exactly, and says so', async () => {
    const copied: string[] = []
    renderAt(<CopyCommand command="npx moltbot-ops open" write={async (text) => void copied.push(text)} />)
    await userEvent.setup().click(screen.getByRole('button', { name: 'Copy the command' }))
    await act(settle)
    expect(copied).toEqual(['npx moltbot-ops open'])
    expect(screen.getByRole('status').textContent).toBe('Copied')
  })

  it('says when the browser refuses', async () => {
    renderAt(<CopyCommand command="x" write={() => Promise.reject(new Error('no focus'))} />)
    await userEvent.setup().click(screen.getByRole('button', { name: 'Copy the command' }))
    await act(settle)
    expect(screen.getByRole('status').textContent).toContain('refused to copy')
  })
})

describe('a countdown', () => {
  it('shows each second and speaks each minute', () => {
    const { clock, container } = renderAt(<Countdown startedAt={now} endsAt={now + 600_000} />)
    expect(container.textContent).toContain('10:00')
    const spoken = screen.getByRole('status').textContent
    act(() => clock.advance(10_000))
    expect(container.textContent).toContain('9:50')
    expect(screen.getByRole('status').textContent).toBe(spoken)
  })
})
