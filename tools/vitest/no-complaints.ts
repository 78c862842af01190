import { afterEach, beforeEach, expect, vi } from 'vitest'

/**
 * A test in which something is printed or a process warning appears has gone wrong, unless it says that it expects it:
 * a warning that nobody reads hides the next one.
 */
const complaints: string[] = []
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const

process.on('warning', (warning) => complaints.push(`${warning.name}: ${warning.message}`))

beforeEach(() => {
  complaints.length = 0
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation(
      (...args) => void complaints.push(`console.${method}: ${args.join(' ')}`),
    )
  }
})

afterEach(() => {
  vi.restoreAllMocks()
  expect(complaints, 'something was printed or warned about').toEqual([])
})
