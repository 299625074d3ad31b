import { afterEach, expect, test } from 'vitest'
import { z } from 'zod'
import { useDatabase } from './db/testing/use-database.ts'
import { onStatement } from './db/tx.ts'
import { platform } from './runtime.ts'
import { SubmissionPace } from './submission-pace.ts'
import { TestOffice } from './testing/office.ts'
import { defineUseCase } from './use-case.ts'

const database = useDatabase()
let done = 0
afterEach(() => {
  delete platform().pace
})

const actNamed = <Input extends z.ZodObject>(name: string, input: Input) =>
  defineUseCase({
    name,
    permission: 'handover-note.write',
    purpose: 'support',
    input,
    subject: () => ({}),
    output: z.object({ id: z.uuid() }),
    async run() {
      done += 1
      return { id: crypto.randomUUID() }
    },
    audit: () => ({}),
  })
const sendIn = actNamed('test.send-in', z.object({ submissionId: z.uuid() }))
const change = actNamed('test.change', z.object({}))

test('who sends in without end is stopped before anything is asked or written; others, and other acts, go on', async () => {
  const office = await TestOffice.open(database)
  const [writer, other] = (await office.desk(['counselor', 'counselor'])).people
  if (!writer || !other) throw new Error('people are missing')
  platform().pace = new SubmissionPace(3)
  const send = (who = writer) => sendIn(who, { submissionId: crypto.randomUUID() })
  const tries = await Promise.allSettled(Array.from({ length: 9 }, () => send()))
  expect(tries.filter((one) => one.status === 'fulfilled')).toHaveLength(3)
  expect(done).toBe(3)
  const asked: string[] = []
  const stopListening = onStatement((sql) => asked.push(sql))
  await expect(send()).rejects.toMatchObject({ code: 'too-many', key: 'error_sent_too_much' })
  stopListening()
  expect(asked).toEqual([])
  await change(writer, {})
  await send(other)
  expect(done).toBe(5)
})

test('a stranger is counted nowhere, and nobody is stopped where no such bound was installed', async () => {
  const office = await TestOffice.open(database)
  const [writer] = (await office.desk(['counselor', 'counselor'])).people
  if (!writer) throw new Error('people are missing')
  const pace = new SubmissionPace(3)
  platform().pace = pace
  const cookie = new Uint8Array(32).fill(1)
  const strange = () => sendIn({ ...writer, cookie }, { submissionId: crypto.randomUUID() })
  for (let tried = 0; tried < 5; tried += 1)
    await expect(strange()).rejects.toMatchObject({ code: 'not-signed-in' })
  delete platform().pace
  for (let sent = 0; sent < 5; sent += 1) await sendIn(writer, { submissionId: crypto.randomUUID() })
})
