/** The people of the simulated organisation: an instrument maker with four offices and some who work from home. */
import type { CityName } from './places.ts';

const DEMO_DOMAIN = 'meridian.example';

export type Department = 'Engineering' | 'Sales' | 'Finance' | 'People' | 'Support' | 'Legal' | 'IT' | 'Leadership';
export type Platform = 'macOS' | 'Windows' | 'Ubuntu';
/** How they prove themselves beside the password. */
export type SecondFactor = 'fido' | 'push_number' | 'otp' | 'sms';

export interface Person {
  /** Position in the table; addresses derive from it. */
  readonly number: number;
  readonly id: string;
  readonly name: string;
  readonly department: Department;
  readonly city: CityName;
  readonly platform: Platform;
  readonly factor: SecondFactor;
  readonly laptop: string;
  readonly phone: string;
}

const TABLE = `
Amara Nwosu|Engineering|London|macOS|fido
Jonas Becker|Engineering|Berlin|Ubuntu|fido
Priya Raman|Engineering|Bengaluru|macOS|fido
Mateo Alvarez|Engineering|Madrid|macOS|otp
Linnea Holm|Engineering|Stockholm|macOS|fido
Daniel Kowalski|Engineering|Berlin|Ubuntu|push_number
Aisha Rahman|Engineering|London|macOS|push_number
Vikram Shetty|Engineering|Bengaluru|Ubuntu|fido
Chloe Tremblay|Engineering|Toronto|macOS|otp
Tadashi Mori|Engineering|Tokyo|macOS|fido
Beatriz Moura|Engineering|São Paulo|Windows|otp
Nikhil Deshpande|Engineering|Bengaluru|Windows|push_number
Sofia Lindqvist|Sales|Stockholm|macOS|push_number
Marcus Okafor|Sales|New York|Windows|sms
Kenji Watanabe|Sales|Tokyo|macOS|fido
Rachel Goldberg|Sales|New York|macOS|push_number
Thiago Barros|Sales|São Paulo|Windows|otp
Imogen Clarke|Sales|London|Windows|push_number
Lukas Steiner|Sales|Berlin|Windows|push_number
Fatima Zahra Idrissi|Sales|Madrid|macOS|otp
Owen Pritchard|Sales|Toronto|Windows|push_number
Elena Petrova|Finance|Berlin|Windows|push_number
Grace Mensah|Finance|London|Windows|fido
Samuel Ortiz|Finance|New York|Windows|push_number
Meera Iyer|Finance|Bengaluru|Windows|push_number
Henrik Dahl|Finance|Stockholm|Windows|fido
Yuki Tanabe|Finance|Tokyo|Windows|otp
Hannah Vogel|People|Berlin|macOS|push_number
Zainab Yusuf|People|London|Windows|push_number
Carlos Medina|People|New York|Windows|otp
Ananya Bose|People|Bengaluru|Windows|push_number
Tomás Herrera|Support|Madrid|Windows|push_number
Ngozi Eze|Support|London|Windows|push_number
Pierre Gagnon|Support|Toronto|Windows|otp
Kavya Nair|Support|Bengaluru|Windows|push_number
Luiza Campos|Support|São Paulo|Windows|otp
Ethan Brooks|Support|New York|Windows|push_number
Ingrid Solberg|Legal|Stockholm|macOS|fido
Farah Siddiqui|Legal|London|macOS|push_number
David Rosen|Legal|New York|macOS|push_number
Arjun Menon|IT|Bengaluru|Ubuntu|fido
Katrin Wolff|IT|Berlin|macOS|fido
Leo Fontaine|IT|Toronto|macOS|fido
Margaret Ashworth|Leadership|London|macOS|fido
Ravi Subramanian|Leadership|Bengaluru|macOS|fido
Ulrike Brandt|Leadership|Berlin|macOS|fido
`;

function toPerson(line: string, number: number): Person {
  const [name = '', department, city, platform, factor] = line.split('|');
  const login = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll(' ', '.');
  const short = login.split('.').at(-1) ?? login;
  return {
    number,
    id: `${login}@${DEMO_DOMAIN}`,
    name,
    // The table above is the only source of these lines, and a test checks every word of it.
    department: department as Department,
    city: city as CityName,
    platform: platform as Platform,
    factor: factor as SecondFactor,
    laptop: `lap-${short}-${String(100 + number)}`,
    phone: `mob-${short}-${String(100 + number)}`,
  };
}

export const PEOPLE: readonly Person[] = TABLE.trim()
  .split('\n')
  .map((line, number) => toPerson(line, number));

/** Throws for a name that is not in the table: the incidents name people who must exist. */
export function personNamed(name: string): Person {
  const person = PEOPLE.find((candidate) => candidate.name === name);
  if (person === undefined) throw new Error(`BUG: nobody in the demo is called ${name}`);
  return person;
}
