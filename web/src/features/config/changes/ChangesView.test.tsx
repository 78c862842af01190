import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderAt } from '../../../../test/render.tsx'
import { ChangesView } from './ChangesView.tsx'
import { changeOf, manyChanges, masked, mixedChanges } from './test/change-fixtures.ts'

const rows = () => screen.getAllByRole('listitem').map((row) => row.textContent)

describe('the changes of a configuration', () => {
  it('say of one setting what it was, what it becomes, when that works and what it can cost', () => {
    renderAt(<ChangesView changes={[changeOf()]} />)
    expect(screen.getByText('One setting changes. It needs a restart of MoltBot.')).toBeDefined()
    expect(rows()).toEqual([
      'gateway.portMedium riskneeds a restartClients that know the old port lose it.18789→ becomes 18790',
    ])
  })

  it('stand with the riskiest first', () => {
    renderAt(<ChangesView changes={mixedChanges} />)
    const list = screen.getByRole('list', { name: 'Six settings change.' })
    const paths = [...list.children].map((row) => row.querySelector('code')?.textContent)
    expect(paths.slice(0, 3)).toEqual(['channels.whatsapp.allowFrom', 'gateway.port', 'channels.telegram.botToken'])
  })

  it.each([
    ['secret replaced', masked, masked],
    ['secret set', null, masked],
    ['secret removed', masked, null],
  ])('name a secret and never show it: %s', (said, before, after) => {
    const { container } = renderAt(<ChangesView changes={[changeOf({ before, after })]} />)
    expect(screen.getByText(said)).toBeDefined()
    expect(container.textContent).not.toContain('MOLTBOT_OPS_SECRET')
  })

  it('hide a secret inside a larger value', () => {
    const { container } = renderAt(<ChangesView changes={mixedChanges} />)
    expect(container.textContent).toContain('"apiKey": secret,')
    expect(container.textContent).not.toContain('MOLTBOT_OPS_SECRET')
  })

  it('tell what joins and what leaves a list', () => {
    renderAt(<ChangesView changes={[changeOf({ before: '["a","b","c"]', after: '["a","c","d"]' })]} />)
    const items = within(screen.getAllByRole('list').at(-1) ?? document.body).getAllByRole('listitem')
    expect(items.map((item) => item.textContent)).toEqual(['removed"b"', 'added"d"', '2 items stay'])
  })

  it('are grouped, folded and searched when they are many', async () => {
    const { container } = renderAt(<ChangesView changes={manyChanges} />)
    // By the document itself: asking for roles in hundreds of rows takes seconds.
    const count = () => container.querySelectorAll('li').length
    const unfold = [...container.querySelectorAll('button')].find((one) => one.textContent === 'Show 5 settings more')
    expect(container.textContent).toContain('500 settings are listed, and there may be more')
    expect([...container.querySelectorAll('h3')].map((head) => head.textContent)).toEqual([
      'High risk, 5 settings',
      'Medium risk, 25 settings',
      'Low risk, 470 settings',
    ])
    expect(count()).toBe(35)
    fireEvent.click(unfold ?? container)
    expect(count()).toBe(40)
    fireEvent.change(screen.getByLabelText('Find in these changes'), { target: { value: 'helper-499' } })
    await screen.findByText('1 of 500')
    expect(count()).toBe(1)
  })

  it('say so when nothing but the writing is different', () => {
    renderAt(<ChangesView changes={[]} />)
    expect(screen.getByText('No setting changes')).toBeDefined()
  })
})
