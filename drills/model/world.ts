import { randomUUID } from 'node:crypto'
import type { Vault } from '../../src/platform/vault/contract.ts'
import type { Random } from '../random.ts'
import { type Command, commands } from './commands.ts'
import { Model } from './model.ts'
import type { Desk, Rows, Somebody } from './rows.ts'

/** A handful of people and desks, the rows as they are and the model of what they ought to mean. */
export class World {
  readonly model = new Model()
  readonly vault: Vault
  readonly rows: Rows
  readonly people: readonly Somebody[]
  readonly desks: readonly Desk[]
  readonly done = new Map<string, number>()
  checks = 0

  constructor(vault: Vault, rows: Rows, people: readonly Somebody[], desks: readonly Desk[]) {
    this.vault = vault
    this.rows = rows
    this.people = people
    this.desks = desks
  }

  anyCase(random: Random): string | undefined {
    const all = this.model.livingCases
    return all.length > 0 ? random.pick(all) : undefined
  }

  /** A case is a compartment here, with one document in it. */
  async openCase(desk: Desk, opener: Somebody): Promise<void> {
    const caseId = randomUUID()
    const { tenantId } = opener.session
    const to = { deskKey: desk.deskKey, notAfter: 0, basisId: null }
    for (const row of this.vault.newCompartment({ tenantId, compartmentId: caseId }, [to]))
      await this.rows.grant(row)
    const address = {
      tenantId,
      label: 'attachment.label',
      rowId: randomUUID(),
      scope: 'compartment',
      compartmentId: caseId,
      rev: 1,
      schema: 1,
    } as const
    const [bytes] = this.vault.seal(this.rows.openerOf(opener), [{ ...address, json: '{"mihon":true}' }])
    if (!bytes) throw new Error('nothing was sealed')
    await this.rows.put({ caseId, ownerDeskId: desk.id, address, bytes })
    this.model.owners.set(caseId, desk.id)
    this.model.grants.set(`${caseId}|${desk.id}`, true)
  }

  /** One random step, and a look at whether the world and the model agree. Answers what they disagree about. */
  async step(random: Random, among: readonly Command[] = commands): Promise<string[]> {
    const command = random.pick(among)
    if (await command.run(this, random)) this.done.set(command.name, (this.done.get(command.name) ?? 0) + 1)
    const looked = random.oneIn(40) ? this.people : [random.pick(this.people)]
    const wrong: string[] = []
    for (const person of looked) wrong.push(...(await this.disagreements(person)))
    if (looked.length > 1) wrong.push(...(await this.withoutOpener()))
    return wrong.map((what) => `after ${command.name}: ${what}`)
  }

  async disagreements(person: Somebody): Promise<string[]> {
    const read = await this.rows.readBy(person)
    const desks = this.desks.map(({ id }) => id)
    return [...this.model.owners.keys()].flatMap((caseId) => {
      this.checks++
      const ought = this.model.canRead(person.id, caseId, desks)
      if (read.has(caseId) === ought) return []
      return [`${person.id} ${ought ? 'cannot read' : 'reads'} ${caseId}`]
    })
  }

  /** Documents that nobody can open any more, though somebody at the desk that holds them could. */
  private async withoutOpener(): Promise<string[]> {
    const read = new Set<string>()
    for (const person of this.people) for (const caseId of await this.rows.readBy(person)) read.add(caseId)
    return this.rows
      .documents()
      .filter(({ caseId }) => !this.model.shredded.has(caseId) && !read.has(caseId))
      .filter(({ caseId, ownerDeskId }) => this.hasUnblockedMember(ownerDeskId, caseId))
      .map(({ caseId }) => `nobody opens ${caseId}`)
  }

  private hasUnblockedMember(desk: string, caseId: string): boolean {
    return this.people.some(
      ({ id }) => this.model.sits(desk, id) && !this.model.blocks.has(`${caseId}|${id}`),
    )
  }
}
