import {
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { expect, test } from 'vitest';
import { schema } from '../../../src/schema/schema.ts';

function undescribed(): string[] {
  const own = Object.values(schema.getTypeMap()).filter(
    (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
  );
  return own.flatMap((type) => {
    const missing = type.description ? [] : [type.name];
    if (isEnumType(type))
      return [
        ...missing,
        ...type.getValues().flatMap((value) => (value.description ? [] : [`${type.name}.${value.name}`])),
      ];
    if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return missing;
    for (const field of Object.values(type.getFields())) {
      if (!field.description) missing.push(`${type.name}.${field.name}`);
      for (const arg of 'args' in field ? field.args : []) {
        if (!arg.description) missing.push(`${type.name}.${field.name}(${arg.name})`);
      }
    }
    return missing;
  });
}

test('every type, field, argument and enum value is described', () => {
  expect(undescribed()).toEqual([]);
});
