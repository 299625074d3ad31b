import { freshId, jsonBody, requestText } from '../load/requests.ts'
import { startStaff } from '../servers/programs.ts'
import type { Machine } from '../world/roster.ts'
import { caseWork, holds, raw, typed } from './case-work.ts'
import type { Side } from './compare.ts'
import type { OwnedCase, Scene } from './scene.ts'

/** The three acts as a program of the office does them: a bearer, JSON, one use-case. */
export const restWork = {
  open: (scene: Scene, cases: readonly OwnedCase[]) => ({
    ours: asked(
      scene,
      (port) =>
        cases.flatMap((one) => {
          const machine = machineAt(scene, one)
          return machine ? reading(port, machine, `/cases/${one.caseId}`) : []
        }),
      /"entries":\[\{/,
    ),
    theirs: caseWork.open(scene, cases).theirs,
  }),
  list: (scene: Scene) => ({
    ours: asked(
      scene,
      (port) => scene.roster.machines.map((one) => reading(port, one, '/cases?state=open&mine=true')),
      /"cases":\[\{/,
    ),
    // The lists of the same people: for whom a program answers, hers is its "mine".
    theirs: raw(
      scene,
      (port) =>
        scene.roster.machines.map(({ answersId }) => requestText(port, { path: `/mine/${answersId}` })),
      /"cases":\[\{/,
    ),
  }),
  create: (scene: Scene, cases: readonly OwnedCase[]) => ({
    ours: asked(scene, (port) => scene.roster.machines.map((one) => writing(port, one)), /"id":"/),
    theirs: caseWork.create(scene, cases).theirs,
  }),
}

function asked(scene: Scene, requests: Side['requests'], content: RegExp): Side {
  return { start: () => startStaff(scene.instance), requests, expected: [200], look: holds(content) }
}

/** A case is opened by a program of the desk that holds it. */
function machineAt({ roster }: Scene, { assigneeId }: OwnedCase): Machine | undefined {
  const deskId = roster.workers.find((one) => one.id === assigneeId)?.deskIds[0]
  return roster.machines.find((one) => one.deskId === deskId)
}

const asMachine = ({ bearer }: Machine) => ({ Authorization: `Bearer ${bearer}` })

function reading(port: number, machine: Machine, path: string): string {
  return requestText(port, { path: `/api/v1${path}`, headers: asMachine(machine) })
}

function writing(port: number, machine: Machine): string {
  return requestText(port, {
    method: 'POST',
    path: '/api/v1/consultations',
    headers: { ...asMachine(machine), 'Idempotency-Key': freshId },
    body: jsonBody(typed),
  })
}
