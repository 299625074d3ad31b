import { expect, test } from 'vitest'
import { useDatabase } from '../db/testing/use-database.ts'
import { TestOffice } from '../testing/office.ts'
import { withPostedForm } from './page-failure.ts'

const database = useDatabase()

const aForm = (fields: number) => {
  const body = Array.from({ length: fields }, (_, at) => `a${at}=b`).join('&')
  const headers = {
    'Content-Type': 'application/x-www-form-urlencoded',
    'Content-Length': String(body.length),
  }
  return new Request('http://here/cases', { method: 'POST', body, headers })
}
const count = async (form: FormData) => [...form].length

test('the many fields of a form are read of a session that the database knows, and of no other', async () => {
  const office = await TestOffice.open(database)
  const counselor = await office.person()
  expect(await withPostedForm(aForm(2_000), counselor, count)).toBe(2_000)
  const tooMany = await withPostedForm(aForm(2_001), counselor, count).catch((thrown) => thrown)
  expect(tooMany.init.status).toBe(413)
  const madeUp = { ...counselor, cookie: new Uint8Array(32).fill(1) }
  const refused = await withPostedForm(aForm(201), madeUp, count).catch((thrown) => thrown)
  expect(refused.headers.get('Location')).toBe('/sign-in?back=%2Fcases')
  expect(await withPostedForm(aForm(200), madeUp, count)).toBe(200)
})
