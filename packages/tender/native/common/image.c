/* An ELF64 executable with Solo5's notes. Nothing in it is trusted: sizes and offsets are compared without overflow. */
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "tender.h"

#define PAGE 4096u
#define MAX_HEADERS 64

static void read_at(const Image *image, void *to, uint64_t length, uint64_t offset, uint64_t file_size, const char *what) {
  if (offset > file_size || length > file_size - offset)
    fail(EX_DATAERR, "%s: truncated: %s needs %llu octets at %llu, and the file has %llu", image->path, what,
         (unsigned long long)length, (unsigned long long)offset, (unsigned long long)file_size);
  uint8_t *p = to;
  while (length > 0) {
    ssize_t n = pread(image->fd, p, length, (off_t)offset);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) fail_errno(EX_IOERR, "%s: cannot read %s", image->path, what);
    if (n == 0) fail(EX_DATAERR, "%s: truncated while it was read", image->path);
    p += n;
    offset += (uint64_t)n;
    length -= (uint64_t)n;
  }
}

static void check_header(const Image *image, const Elf64_Ehdr *h) {
  if (memcmp(h->e_ident, ELFMAG, SELFMAG) != 0) fail(EX_DATAERR, "%s: not an ELF file, so not an image", image->path);
  if (h->e_ident[EI_CLASS] != ELFCLASS64 || h->e_ident[EI_DATA] != ELFDATA2LSB || h->e_machine != EM_X86_64)
    fail(EX_DATAERR, "%s: made for another processor than this one (x86-64)", image->path);
  if (h->e_type != ET_EXEC)
    fail(EX_DATAERR, "%s: not linked to fixed addresses (ELF type %u, and an image's is 2)", image->path, h->e_type);
  if (h->e_ident[EI_VERSION] != EV_CURRENT || h->e_version != EV_CURRENT || h->e_ehsize != sizeof(Elf64_Ehdr) ||
      h->e_phentsize != sizeof(Elf64_Phdr))
    fail(EX_DATAERR, "%s: an ELF header of another version", image->path);
  if (h->e_phnum == 0 || h->e_phnum > MAX_HEADERS)
    fail(EX_DATAERR, "%s: %u program headers, and an image has 1 to %d", image->path, h->e_phnum, MAX_HEADERS);
}

static void add_segment(Image *image, const Elf64_Phdr *p, uint64_t file_size, uint64_t memory_size) {
  if (p->p_filesz == 0) return; /* its memory is there and zero without it */
  unsigned long long address = p->p_vaddr;
  if (image->segment_count == MAX_SEGMENTS) fail(EX_DATAERR, "%s: more than %d segments", image->path, MAX_SEGMENTS);
  if (p->p_memsz < p->p_filesz) fail(EX_DATAERR, "%s: the segment at 0x%llx is larger than its memory", image->path, address);
  if (p->p_align == 0 || (p->p_align & (p->p_align - 1)) != 0)
    fail(EX_DATAERR, "%s: the segment at 0x%llx has an alignment that is no power of two", image->path, address);
  if (p->p_vaddr < LOWEST_SEGMENT)
    fail(EX_DATAERR, "%s: the segment at 0x%llx is below 0x%x, where an image begins", image->path, address, LOWEST_SEGMENT);
  if (p->p_vaddr >= memory_size || p->p_memsz > memory_size - p->p_vaddr)
    fail(EX_USAGE, "%s: needs more memory than it has (%llu MB) for its own code and data: raise --mem=", image->path,
         (unsigned long long)(memory_size >> 20));
  uint64_t start = p->p_vaddr & ~(p->p_align - 1), end = p->p_vaddr + p->p_memsz;
  if (end > UINT64_MAX - p->p_align) fail(EX_DATAERR, "%s: the segment at 0x%llx does not end", image->path, address);
  end = (end + p->p_align - 1) & ~(p->p_align - 1);
  if (start % PAGE != 0 || end % PAGE != 0 || start < LOWEST_SEGMENT)
    fail(EX_DATAERR, "%s: the segment at 0x%llx is not made of whole pages", image->path, address);
  if (end > memory_size)
    fail(EX_USAGE, "%s: needs more memory than it has (%llu MB) for its own code and data: raise --mem=", image->path,
         (unsigned long long)(memory_size >> 20));
  if ((p->p_flags & PF_W) != 0 && (p->p_flags & PF_X) != 0)
    fail(EX_DATAERR, "%s: the segment at 0x%llx is both writable and executable", image->path, address);
  if (image->segment_count > 0 && start < image->segments[image->segment_count - 1].end)
    fail(EX_DATAERR, "%s: the segment at 0x%llx overlaps the one before it, or is out of order", image->path, address);
  if (p->p_offset > file_size || p->p_filesz > file_size - p->p_offset)
    fail(EX_DATAERR, "%s: truncated: the segment at 0x%llx needs %llu octets at %llu, and the file has %llu", image->path, address,
         (unsigned long long)p->p_filesz, (unsigned long long)p->p_offset, (unsigned long long)file_size);
  uint32_t flags = ((p->p_flags & PF_R) != 0 ? SEGMENT_READ : 0) | ((p->p_flags & PF_W) != 0 ? SEGMENT_WRITE : 0) |
                   ((p->p_flags & PF_X) != 0 ? SEGMENT_EXECUTE : 0);
  image->segments[image->segment_count++] = (Segment){start, end, p->p_vaddr, p->p_offset, p->p_filesz, p->p_memsz, flags};
  image->end = end;
}

static const char *target_name(uint32_t target) {
  static const char *const names[] = {"hvt", "spt", "virtio", "muen", "genode", "xen"};
  return target >= 1 && target <= 6 ? names[target - 1] : "an unknown target";
}

static void check_abi(const Image *image, const AbiNote *note, uint32_t target) {
  if (note->target != target)
    fail(EX_DATAERR, "%s: an image for %s, and this is the tender for %s%s", image->path, target_name(note->target),
         target_name(target),
         note->target == TARGET_HVT   ? ": run it with morgana-hvt"
         : note->target == TARGET_SPT ? ": run it with morgana-spt"
                                      : "");
  if (note->version != ABI_VERSION)
    fail(EX_DATAERR, "%s: made for version %u of the binary interface of %s, and this tender has version %u", image->path,
         note->version, target_name(target), ABI_VERSION);
}

static void check_manifest(const Image *image, uint64_t size) {
  const Manifest *m = &image->manifest;
  if (size < MANIFEST_SIZE(1) || m->version != MANIFEST_VERSION)
    fail(EX_DATAERR, "%s: its manifest has version %u, and this tender reads version %u", image->path, m->version, MANIFEST_VERSION);
  if (m->entries < 1 || m->entries > MANIFEST_ENTRIES || size != MANIFEST_SIZE((uint64_t)m->entries))
    fail(EX_DATAERR, "%s: its manifest has %u entries in %llu octets", image->path, m->entries, (unsigned long long)size);
  for (uint32_t i = 0; i < m->entries; i++) {
    const ManifestEntry *e = &m->entry[i];
    if (e->name[MANIFEST_NAME_SIZE - 1] != 0) fail(EX_DATAERR, "%s: the name of device %u in its manifest does not end", image->path, i);
    if (e->attached != 0) fail(EX_DATAERR, "%s: device %u of its manifest is attached already", image->path, i);
    if (i == 0) {
      if (e->type != MANIFEST_RESERVED || e->name[0] != 0) fail(EX_DATAERR, "%s: entry 0 of its manifest is not the reserved one", image->path);
      continue;
    }
    if (e->type != MANIFEST_BLOCK && e->type != MANIFEST_NETWORK)
      fail(EX_DATAERR, "%s: device %u of its manifest has the unknown type %u", image->path, i, e->type);
    if (e->name[0] == 0) fail(EX_DATAERR, "%s: device %u of its manifest has no name", image->path, i);
    for (const char *c = e->name; *c != 0; c++)
      if (!((*c >= '0' && *c <= '9') || (*c >= 'a' && *c <= 'z') || (*c >= 'A' && *c <= 'Z')))
        fail(EX_DATAERR, "%s: the name of device %u of its manifest has other characters than letters and digits", image->path, i);
    for (uint32_t k = 1; k < i; k++)
      if (strcmp(e->name, m->entry[k].name) == 0)
        fail(EX_DATAERR, "%s: its manifest has two devices with the name \"%s\"", image->path, e->name);
  }
}

void image_open(Image *image, const char *path, uint32_t target, uint64_t memory_size) {
  *image = (Image){.path = path};
  image->fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (image->fd < 0) fail_errno(EX_NOINPUT, "%s: cannot be opened", path);
  struct stat status;
  if (fstat(image->fd, &status) != 0) fail_errno(EX_NOINPUT, "%s", path);
  if (!S_ISREG(status.st_mode)) fail(EX_NOINPUT, "%s: not a file", path);
  uint64_t file_size = (uint64_t)status.st_size;

  Elf64_Ehdr header = {0};
  read_at(image, &header, file_size < sizeof header ? file_size : sizeof header, 0, file_size, "the ELF header");
  if (file_size < sizeof header && memcmp(header.e_ident, ELFMAG, SELFMAG) == 0)
    fail(EX_DATAERR, "%s: truncated: it ends in its ELF header", path);
  check_header(image, &header);
  Elf64_Phdr headers[MAX_HEADERS];
  read_at(image, headers, header.e_phnum * sizeof headers[0], header.e_phoff, file_size, "the table of segments");

  bool has_abi = false, has_manifest = false;
  for (int i = 0; i < header.e_phnum; i++) {
    const Elf64_Phdr *p = &headers[i];
    if (p->p_type == PT_LOAD) add_segment(image, p, file_size, memory_size);
    if (p->p_type != PT_NOTE) continue;
    NoteHeader note;
    if (p->p_filesz < 12) fail(EX_DATAERR, "%s: an empty note", path);
    if (p->p_filesz < sizeof note) continue; /* a note of somebody else */
    read_at(image, &note, sizeof note, p->p_offset, file_size, "a note");
    if (note.name_size != sizeof NOTE_NAME || memcmp(note.name, NOTE_NAME, sizeof NOTE_NAME) != 0) continue;
    if (note.type == NOTE_ABI && !has_abi) {
      AbiNote abi;
      if (p->p_filesz < sizeof abi || note.description_size != sizeof abi - sizeof note)
        fail(EX_DATAERR, "%s: its ABI note has the wrong size", path);
      read_at(image, &abi, sizeof abi, p->p_offset, file_size, "the ABI note");
      check_abi(image, &abi, target);
      has_abi = true;
    } else if (note.type == NOTE_MANIFEST && !has_manifest) {
      /* The description begins after the header; its first four octets are padding. */
      uint64_t padding = MANIFEST_OFFSET - sizeof note;
      if (note.description_size < padding + MANIFEST_SIZE(1) || note.description_size > padding + sizeof(Manifest) ||
          p->p_filesz < sizeof note + (uint64_t)note.description_size)
        fail(EX_DATAERR, "%s: its manifest has the wrong size", path);
      uint64_t size = note.description_size - padding;
      read_at(image, &image->manifest, size, p->p_offset + MANIFEST_OFFSET, file_size, "the manifest");
      check_manifest(image, size);
      has_manifest = true;
    }
  }
  if (!has_abi) fail(EX_DATAERR, "%s: no ABI note, so not an image of Solo5", path);
  if (!has_manifest) fail(EX_DATAERR, "%s: no manifest", path);
  if (image->segment_count == 0) fail(EX_DATAERR, "%s: nothing to load", path);
  image->entry = header.e_entry;
  for (size_t i = 0;; i++) {
    if (i == image->segment_count) fail(EX_DATAERR, "%s: its entry point 0x%llx is not in executable memory", path, (unsigned long long)image->entry);
    const Segment *s = &image->segments[i];
    if (image->entry >= s->start && image->entry < s->end && (s->flags & SEGMENT_EXECUTE) != 0) break;
  }
}

static bool map_segment(const Image *image, const Segment *s, uint8_t *memory) {
  bool writable = (s->flags & SEGMENT_WRITE) != 0;
  uint64_t before = s->address - s->start, used = before + s->file_size, pages = (used + PAGE - 1) & ~(uint64_t)(PAGE - 1);
  if (s->file_offset < before || (s->file_offset - before) % PAGE != 0 || s->start + pages > s->end) return false;
  if (!writable && (s->start + pages != s->end || s->memory_size != s->file_size)) return false;
  if (mmap(memory + s->start, pages, writable ? PROT_READ | PROT_WRITE : PROT_READ, MAP_PRIVATE | MAP_FIXED, image->fd,
           (off_t)(s->file_offset - before)) == MAP_FAILED)
    return false;
  if (writable) memset(memory + s->start + used, 0, pages - used); /* of what the file has behind it */
  return true;
}

void image_load(Image *image, uint8_t *memory, bool share) {
  struct stat status;
  if (fstat(image->fd, &status) != 0) fail_errno(EX_NOINPUT, "%s", image->path);
  for (size_t i = 0; i < image->segment_count; i++) {
    const Segment *s = &image->segments[i];
    if (share && map_segment(image, s, memory)) continue;
    read_at(image, memory + s->address, s->file_size, s->file_offset, (uint64_t)status.st_size, "a segment");
  }
  close(image->fd);
  image->fd = -1;
}
