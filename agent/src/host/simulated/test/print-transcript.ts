import { transcriptOf } from './transcript.ts'

const [scenario = '', seed = '1'] = process.argv.slice(2)
process.stdout.write(await transcriptOf(scenario, Number(seed)))
