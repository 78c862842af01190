import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { renderAt } from '../../test/render.tsx'
import { Tray } from './Tray.tsx'

it('a tray that is closed from inside or by Esc gives the focus back to its button', async () => {
  const user = userEvent.setup()
  renderAt(
    <Tray name="Approvals" label="Approvals, 1 waits" count={1}>
      {(close) => (
        <button type="button" onClick={close}>
          Review
        </button>
      )}
    </Tray>,
  )
  const tray = screen.getByRole('button', { name: 'Approvals, 1 waits' })
  for (const way of ['Enter', 'Escape']) {
    await user.click(tray)
    await user.tab()
    expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Review' }))
    await user.keyboard(`{${way}}`)
    expect([way, screen.queryByRole('region')]).toEqual([way, null])
    expect(document.activeElement).toBe(tray)
  }
})
