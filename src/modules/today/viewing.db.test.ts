import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '../../platform/db/testing/use-database.ts'
import { registerCaseSources, showCase } from '../cases/testing.ts'
import { watchedOffice } from '../viewing/testing/watched-office.ts'
import { answerViewingAlert, listViewingAlerts, plantTrap } from '../viewing/testing.ts'
import { showToday } from './show-today.ts'

const database = useDatabase()
beforeAll(registerCaseSources)
const { anOffice, caseOf } = watchedOffice(database)

test('an auditor finds unanswered viewing on her first page, and it goes with the answer', async () => {
  const one = await anOffice()
  const { auditor, curious, supervisor } = one
  const caseId = await caseOf(one)
  await plantTrap(auditor, { case: caseId })
  await showCase(curious, { caseId })
  const onToday = async () =>
    (await showToday(auditor, {})).parts.find(({ matter }) => matter === 'unusual_viewing')
  const [alert] = (await listViewingAlerts(auditor, {})).open
  const alertId = alert?.id ?? ''
  expect((await onToday())?.lines).toMatchObject([
    { href: `/viewing#${alertId}`, title: alert?.person, code: 'trap' },
  ])
  await answerViewingAlert(supervisor, { alertId, answer: 'explained', note: '事情はわかった' })
  expect(await onToday()).toBeUndefined()
})
