import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { jobOf, stepOf } from '../../test/consent-fixtures.ts'
import { renderAt } from '../../test/render.tsx'
import { StopJob } from './StopJob.tsx'

const running = jobOf({
  status: 'running',
  ended_at: null,
  can_cancel: true,
  steps: [stepOf('account', 'succeeded'), stepOf('program', 'running'), stepOf('start', 'waiting')],
})

it('a job is stopped only after it was said what is taken back, the last step first', async () => {
  const user = userEvent.setup()
  const said: string[] = []
  renderAt(<StopJob job={running} undo="Everything is removed again." onStop={() => said.push('stop')} />)
  await user.click(screen.getByRole('button', { name: 'Stop and go back' }))
  expect(document.activeElement?.textContent).toBe('Stop this job?')
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual(['Do program', 'Do account'])
  expect(screen.getByText('Everything is removed again.')).toBeDefined()
  expect(said).toEqual([])
  await user.click(screen.getByRole('button', { name: 'Let it go on' }))
  expect(document.activeElement?.textContent).toBe('Stop and go back')
  await user.click(screen.getByRole('button', { name: 'Stop and go back' }))
  await user.click(screen.getByRole('button', { name: 'Stop and take it back' }))
  expect(said).toEqual(['stop'])
})

it('before the first step there is nothing to take back', async () => {
  renderAt(<StopJob job={{ ...running, steps: [stepOf('account', 'waiting')] }} onStop={() => {}} />)
  await userEvent.setup().click(screen.getByRole('button', { name: 'Stop and go back' }))
  expect(screen.getByText('Nothing has been changed yet, so nothing has to be taken back.')).toBeDefined()
})

it('what cannot be stopped says so, and what ended or goes back already offers nothing', () => {
  renderAt(<StopJob job={{ ...running, can_cancel: false }} onStop={() => {}} />)
  expect(screen.getByText(/it cannot be stopped here/)).toBeDefined()
  for (const job of [jobOf(), { ...running, status: 'cancelling' as const }]) {
    const { container } = renderAt(<StopJob job={job} onStop={() => {}} />)
    expect(container.textContent).toBe('')
  }
})
