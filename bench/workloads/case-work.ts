import { withClient } from '../../src/platform/db/with-client.ts'
import { formBody, freshId, jsonBody, requestText } from '../load/requests.ts'
import { startRaw, startStaff } from '../servers/programs.ts'
import words from '../world/words.json' with { type: 'json' }
import type { Side } from './compare.ts'
import { cookieOf, type OwnedCase, type Scene } from './scene.ts'

/** What is compared, for each of the three acts of a working day. Ours goes by the route that a page reads its content by. */
export const caseWork = {
  open: (scene: Scene, cases: readonly OwnedCase[]) => ({
    ours: dataRoute(
      scene,
      cases,
      ({ caseId }) => `/cases/${caseId}.data?_routes=modules/cases/web/case-page`,
      /"found"/,
    ),
    theirs: raw(
      scene,
      (port) => cases.map(({ caseId }) => requestText(port, { path: `/cases/${caseId}` })),
      /"entries":\[\{/,
    ),
  }),
  list: (scene: Scene, cases: readonly OwnedCase[]) => ({
    ours: dataRoute(scene, cases, () => '/cases.data?_routes=modules/cases/web/list-page', /"found"/),
    theirs: raw(
      scene,
      (port) => cases.map(({ assigneeId }) => requestText(port, { path: `/mine/${assigneeId}` })),
      /"cases":\[\{/,
    ),
  }),
  create: (scene: Scene, cases: readonly OwnedCase[]) => ({
    ours: createByForm(scene, cases),
    theirs: createRaw(scene),
  }),
}

export const typed = {
  day: new Date(Date.now() - 86_400_000).toISOString().slice(0, 10),
  channel: 'phone',
  minutes: 12,
  ...words.consultation,
}

function dataRoute(
  scene: Scene,
  cases: readonly OwnedCase[],
  path: (one: OwnedCase) => string,
  content: RegExp,
): Side {
  return {
    start: () => startStaff(scene.instance),
    requests: (port) =>
      cases.map((one) =>
        requestText(port, { path: path(one), headers: { Cookie: cookieOf(scene.roster, one.assigneeId) } }),
      ),
    expected: [200],
    look: holds(content),
  }
}

function createByForm(scene: Scene, cases: readonly OwnedCase[]): Side {
  const fields = { ...typed, minutes: String(typed.minutes), intent: 'record', submissionId: freshId }
  return {
    start: () => startStaff(scene.instance),
    requests: (port) =>
      cases.map(({ assigneeId }) =>
        requestText(port, {
          method: 'POST',
          path: '/consultations/new.data',
          headers: { Cookie: cookieOf(scene.roster, assigneeId) },
          body: formBody(fields),
        }),
      ),
    // React Router sends a redirect of an action to its own code like this.
    expected: [202],
    look: holds(/saved=1/),
  }
}

export function raw(scene: Scene, requests: Side['requests'], content: RegExp): Side {
  return { start: () => startRaw(scene.instance), requests, expected: [200], look: holds(content) }
}

export function createRaw(scene: Scene): Side {
  const deskId = scene.roster.deskIds[0] ?? ''
  const body = jsonBody({ ...typed, deskId, authorId: scene.roster.workers[0]?.id })
  return {
    start: () => startRaw(scene.instance),
    requests: (port) => [requestText(port, { method: 'POST', path: '/consultations', body })],
    expected: [201],
  }
}

export function holds(content: RegExp) {
  return (body: string) => {
    if (!content.test(body)) throw new Error(`an answer without ${content}: ${body.slice(0, 200)}`)
  }
}

/** What creating left behind would make the next run's lists longer. */
export async function removeCreated(scene: Scene): Promise<void> {
  await withClient(scene.instance.plain, (client) =>
    client.query('delete from consultation where case_id is null'),
  )
  await withClient(scene.instance.owner, async (client) => {
    await client.query('set session_replication_role = replica')
    await client.query(
      "delete from auth.compartment_grant g using auth.compartment k where k.id = g.compartment_id and k.kind = 'consultation'",
    )
    await client.query("delete from auth.compartment where kind = 'consultation'")
    await client.query('delete from consultation where case_id is null')
    await client.query('delete from auth.submission')
  })
}
