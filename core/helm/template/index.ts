export { Budget, defaultTemplateLimits, type TemplateLimits } from './budget.ts';
export { TemplateEngine, type EngineOptions } from './engine.ts';
export { TemplateFault } from './fault.ts';
export { fromPlain } from './json.ts';
export { type Dict, type GoObject, isDict, isGoObject, isList, type List, type Value } from './value.ts';
export { readYaml, stepsPerCharacter, unknownAnchor } from './yaml-read.ts';
export { writeYaml } from './yaml-write.ts';
