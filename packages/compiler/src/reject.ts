import type { AnyNode } from 'acorn';
import { CompileError } from './diagnostics.js';
import type { ParsedModule } from './parse.js';
import { importedName, PLATFORM_MODULE } from './platform.js';
import { children } from './scope.js';

/** Constructs that are legal ECMAScript and cannot be compiled, each with what to write instead. */
export function rejectUnsupported(module: ParsedModule, platform: ReadonlyMap<string, number> = new Map()): void {
  const fail = (node: AnyNode, message: string): never => {
    throw new CompileError(message, module.positions.at(node.start));
  };
  const visit = (node: AnyNode): void => {
    switch (node.type) {
      case 'ImportDeclaration':
        if (node.source.value === PLATFORM_MODULE) {
          for (const specifier of node.specifiers) {
            const name = importedName(specifier);
            if (name === null)
              fail(
                specifier,
                `${PLATFORM_MODULE} has named exports only: import { openDevice } from '${PLATFORM_MODULE}'`,
              );
            else if (!platform.has(name)) fail(specifier, `${PLATFORM_MODULE} has no export ${name}`);
          }
          return;
        }
        fail(node, `import of ${JSON.stringify(node.source.value)}: link the program into one module first`);
        break;
      case 'ExportAllDeclaration':
        fail(node, 'export * from: link the program into one module first');
        break;
      case 'ExportNamedDeclaration':
        if (node.source) fail(node, 'export from: link the program into one module first');
        break;
    }
    for (const child of children(node)) visit(child);
  };
  visit(module.ast);
}
