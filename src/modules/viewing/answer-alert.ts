import { sql } from 'kysely'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import { defineUseCase } from '../../platform/use-case.ts'
import { alertAnswers } from './contract.ts'

const shortest = 5

/**
 * Somebody who leads, or an auditor, has looked into it and says what came of it. Her words stand in the record, sealed for
 * auditors: they may name the person and the case, and are not for the next reader of this page.
 */
export const answerViewingAlert = defineUseCase({
  name: 'viewing.answer-alert',
  permission: 'audit.answer-viewing',
  purpose: 'oversight',
  input: z.object({
    alertId: z.uuid(),
    answer: z.enum(alertAnswers, 'viewing_answer_missing'),
    note: z
      .string('viewing_note_missing')
      .trim()
      .min(shortest, 'viewing_note_missing')
      .max(2000, 'viewing_note_long'),
  }),
  subject: (input) => ({ objectType: 'viewing-alert', objectId: input.alertId }),
  output: z.object({}),
  async run({ tx }, { alertId, answer }) {
    const { rows } = await sql<{ done: boolean }>`
      select audit.answer_viewing_alert(${alertId}, ${answer}) as done`.execute(tx)
    if (!rows[0]?.done) throw new AppError('conflict', 'viewing_alert_gone')
    return {}
  },
  audit: (_result, { answer, note }) => ({ basis: answer, words: note }),
})
