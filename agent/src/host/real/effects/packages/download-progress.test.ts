import { expect, test } from 'vitest'
import { downloadProgress } from './download-progress.ts'

test('fetches become a count, and other lines pass', () => {
  const lines: string[] = []
  const onLine = downloadProgress(45, (line) => lines.push(line))
  onLine('stderr', 'npm warn deprecated a@1.0.0: old')
  for (let index = 0; index < 45; index += 1) {
    onLine('stderr', `npm http fetch GET 200 https://host.example/a${index} 20ms (cache miss)`)
    onLine('stderr', `npm http fetch GET 200 https://host.example/a/-/a-${index}.tgz 20ms (cache miss)`)
  }
  onLine('stdout', 'added 45 packages in 3s')
  expect(lines).toEqual([
    'npm warn deprecated a@1.0.0: old',
    '20 of 45 packages fetched',
    '40 of 45 packages fetched',
    '45 of 45 packages fetched',
    'added 45 packages in 3s',
  ])
})
