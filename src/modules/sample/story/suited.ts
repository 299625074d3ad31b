interface About {
  sex: 'female' | 'male' | 'other'
  relation: string
  hasChildren: boolean
  age: number
}

const ofChildren =
  /子ども|子の(?!世話)|子に|子と|子への|子が|親子|母子|転校|養育費|監護|学校|登園|給食|就学|保育/
const ofOldAge = /年金(?!手帳)|高齢単身|孫/
const ofYouth = /大学の|未成年|高校の先生/
const partners = ['spouse', 'common_law', 'divorced', 'cohabiting']
const husband = /(?<!元)夫(?!婦)/g

/** The sentences that can be said of this person, in words that fit: a husband, a wife, somebody she has left. */
export function suited(sentences: readonly string[], about: About): string[] {
  const fitting = sentences.filter(
    (sentence) =>
      (about.hasChildren || !ofChildren.test(sentence)) &&
      (partners.includes(about.relation) || !/離婚/.test(sentence)) &&
      (about.age >= 60 || !ofOldAge.test(sentence)) &&
      (about.age <= 23 || !ofYouth.test(sentence)),
  )
  // A matter that is about school or a grown child keeps its sentences whoever lives in the house.
  const kept = fitting.length * 2 >= sentences.length ? fitting : [...sentences]
  return kept.map((sentence) => inFittingWords(sentence, about))
}

/** The same for sentences that belong to no theme. */
export function suitedTo(
  { sex, relation, age, children }: Omit<About, 'hasChildren'> & { children: readonly unknown[] },
  sentences: readonly string[],
): string[] {
  return suited(sentences, { sex, relation, age, hasChildren: children.length > 0 })
}

function inFittingWords(sentence: string, { sex, relation }: About): string {
  if (relation.endsWith('cohabiting')) return sentence.replace(husband, '相手')
  const partner = sex === 'male' ? '妻' : '夫'
  const former = relation === 'divorced' ? `元${partner}` : partner
  const said = sentence.replace(husband, former)
  return sex === 'male' ? said.replaceAll('元夫', '元妻').replaceAll('母子', '親子') : said
}
