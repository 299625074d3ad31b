/** What `onePerPerson` needs of a row. */
export interface Linked {
  id: string
  /** Rows said to be the same person, as far as they were said so of this very row. */
  sameIds: readonly string[]
}

/**
 * A list names everybody once. Of rows said to be the same person the client's own stands for all, else the first; the
 * others go with it. Nothing is lost: what was said can be unsaid.
 */
export function onePerPerson<Person extends Linked>(
  people: readonly Person[],
  clientId: string,
): (Person & { otherIds: string[] })[] {
  const told = new Set<string>()
  const othersOf = new Map<string, string[]>()
  for (const person of [...people.filter(({ id }) => id === clientId), ...people]) {
    if (told.has(person.id)) continue
    const same = reach(person.id, people)
    for (const id of same) told.add(id)
    othersOf.set(
      person.id,
      people.filter(({ id }) => id !== person.id && same.has(id)).map(({ id }) => id),
    )
  }
  return people.flatMap((person) => {
    const otherIds = othersOf.get(person.id)
    return otherIds ? [{ ...person, otherIds }] : []
  })
}

/** Everybody who is reached from one by what was said, from whichever row it was said. */
function reach(from: string, people: readonly Linked[]): Set<string> {
  const reached = new Set([from])
  for (const id of reached)
    for (const person of people) {
      if (person.id === id) for (const other of person.sameIds) reached.add(other)
      if (person.sameIds.includes(id)) reached.add(person.id)
    }
  return reached
}
