import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { alarmAnswers } from './alarm-kinds.ts'

/**
 * Somebody has seen it, and says what was done. Only then may it leave the first page; a refusal after that is a new
 * alarm (while somebody looks into it, after a day).
 */
export const answerAlarm = defineUseCase({
  name: 'alarm.answer',
  permission: 'audit.answer-alarm',
  purpose: 'oversight',
  input: z.object({ alarmId: z.uuid(), answer: z.enum(alarmAnswers, 'oversight_alarm_answer_missing') }),
  subject: (input) => ({ objectType: 'alarm', objectId: input.alarmId }),
  output: z.object({}),
  async run({ tx }, { alarmId, answer }) {
    const { rows } = await sql<{ done: boolean }>`
      select audit.answer_alarm(${alarmId}, ${answer}) as done`.execute(tx)
    if (!rows[0]?.done) throw new AppError('conflict', 'oversight_alarm_gone')
    return {}
  },
  audit: (_result, { answer }) => ({ basis: answer }),
})
