export * from '@morgana/linker/config';
