import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Gallery, scenes } from './gallery/gallery.tsx'
import { renderAt } from './render.tsx'

describe('every state of every page', () => {
  it('is in the gallery', () => {
    expect(scenes.length).toBeGreaterThan(20)
  })

  it.each(scenes)('%s has one first sentence, one main part, and names for all its controls', (scene) => {
    const { container } = renderAt(<Gallery search={scene} />)
    // A dialog hides the page behind it.
    expect(screen.getAllByRole('heading', { level: 1, hidden: true })).toHaveLength(1)
    expect(screen.getAllByRole('main', { hidden: true })).toHaveLength(1)
    for (const role of ['button', 'link', 'textbox', 'combobox']) {
      expect(screen.queryAllByRole(role, { name: '' })).toEqual([])
    }
    const ids = [...container.querySelectorAll('[id]')].map((element) => element.id)
    expect(new Set(ids).size).toBe(ids.length)
    // The words of the product, checked where they are read.
    expect(container.textContent).not.toMatch(/undefined|NaN|\[object|Oops|please|successfully|!/i)
  })
})
