import type { Actor } from '../../core/actor.ts'
import type { Database } from '../../core/database/open-database.ts'
import { type Person, personOf } from './confirmation-rows.ts'

/** Who acts, with the name by which people know them. */
export async function describeActor(database: Database, actor: Actor): Promise<Person> {
  return personOf(actor, (await nameOf(database, actor)) ?? actor.subject)
}

async function nameOf(database: Database, actor: Actor): Promise<string | undefined> {
  if (actor.via === 'terminal') return 'terminal'
  if (actor.deviceId !== null) {
    const device = await database
      .selectFrom('devices')
      .select('name')
      .where('id', '=', actor.deviceId)
      .executeTakeFirst()
    return device?.name
  }
  const id = actor.subject.split(':')[1] ?? ''
  const token = await database.selectFrom('script_tokens').select('name').where('id', '=', id).executeTakeFirst()
  return token?.name
}
