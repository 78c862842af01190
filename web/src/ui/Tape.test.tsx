import { act, fireEvent, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import { iso, now, timelineOf } from '../../test/fixtures.ts'
import { renderAt } from '../../test/render.tsx'
import { Tape, type TapeProps } from './Tape.tsx'

function tape(marked: Parameters<typeof timelineOf>[0] = {}): TapeProps {
  const day = timelineOf(marked)
  return {
    bars: day.bars.map((bar) => ({ at: Date.parse(bar.at), state: bar.state, tookMs: bar.slowest_ms })),
    changes: [{ id: 'c', at: now - 1_200_000, name: 'Config changed, anna' }],
    from: Date.parse(day.from),
    to: Date.parse(day.to),
    medianMs: 6,
    slowestMs: 212,
  }
}

const slider = () => screen.getByRole('slider', { name: /Answers of the last 24 hours/ })

describe('the tape', () => {
  it('says in a line what the day was', () => {
    renderAt(<Tape {...tape()} />)
    expect(screen.getByText('median 6 ms, slowest 212 ms')).toBeDefined()
  })

  it('is walked by arrow keys, by hours and to both ends, and each bar is said', async () => {
    const user = userEvent.setup()
    renderAt(<Tape {...tape({ slow: [286], down: [287] })} />)
    await user.tab()
    await user.tab()
    expect(document.activeElement).toBe(slider())
    expect(slider().getAttribute('aria-valuetext')).toBe('02:05 to 02:10: down or not ready')
    await user.keyboard('{ArrowLeft}')
    expect(slider().getAttribute('aria-valuetext')).toBe('02:00 to 02:05: slow, 1.4 s')
    await user.keyboard('{PageDown}')
    expect(slider().getAttribute('aria-valuenow')).toBe('274')
    await user.keyboard('{Home}{ArrowLeft}')
    expect(slider().getAttribute('aria-valuenow')).toBe('0')
    await user.keyboard('{End}{ArrowRight}')
    expect(slider().getAttribute('aria-valuenow')).toBe('287')
  })

  it('names the change that falls into the bar', async () => {
    const user = userEvent.setup()
    renderAt(<Tape {...tape()} />)
    act(() => slider().focus())
    await user.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}')
    expect(slider().getAttribute('aria-valuetext')).toContain('; Config changed, anna')
  })

  it('gives the cursor back when the focus leaves', () => {
    renderAt(<Tape {...tape()} />)
    act(() => slider().focus())
    expect(screen.queryByText('median 6 ms, slowest 212 ms')).toBeNull()
    fireEvent.blur(slider())
    expect(screen.getByText('median 6 ms, slowest 212 ms')).toBeDefined()
  })

  it('has the same data as a table, newest first, made only when it is asked for', async () => {
    const user = userEvent.setup()
    renderAt(<Tape {...tape({ down: [287] })} />)
    expect(screen.queryByRole('table')).toBeNull()
    await user.click(screen.getByRole('button', { name: 'Table' }))
    const rows = within(screen.getByRole('table')).getAllByRole('row')
    expect(rows).toHaveLength(289)
    expect(rows[1]?.textContent).toBe('02:05down or not ready')
    await user.click(screen.getByRole('button', { name: 'Hide the table' }))
    expect(screen.queryByRole('table')).toBeNull()
  })

  it('says that nothing was measured yet', () => {
    renderAt(<Tape {...tape()} bars={[]} medianMs={null} slowestMs={null} />)
    expect(screen.getByText('nothing measured yet')).toBeDefined()
    expect(iso(now)).toBe('2026-11-23T02:07:00.000Z')
  })
})
