import { openDatabase } from '../../../core/database/open-database.ts'
import { fileJob } from './file-job.ts'
import { createJobsAtWork } from './jobs-at-work.ts'

/** A program that begins a job and then waits to be killed: `run-file-job.ts DATABASE FILE`. */
const [database = '', path = ''] = process.argv.slice(2)
const { start } = await createJobsAtWork({ database: openDatabase(database) })
await start(
  fileJob(() => process.stdout.write('amid\n')),
  { path },
)
setInterval(() => undefined, 1000)
