import SQLStorage

/// Files by tenant and hash, their bytes in pieces of one size: what is read from the middle needs no more than its piece.
enum FileSQL {
  /// All pieces but a file's last have so many bytes.
  static let pieceBytes = 256 << 10

  /// A file has no hash while it comes in. Pieces are kept as they are: what people attach is compressed already, and a part of
  /// a compressed value cannot be had alone.
  static let tables = [
    """
    CREATE TABLE files (
      tenant_id uuid NOT NULL REFERENCES tenants (tenant_id),
      id uuid NOT NULL,
      hash text COLLATE "C",
      bytes bigint NOT NULL,
      begun_at bigint NOT NULL,
      PRIMARY KEY (tenant_id, id),
      UNIQUE (tenant_id, hash)
    )
    """,
    """
    CREATE TABLE file_pieces (
      tenant_id uuid NOT NULL,
      file_id uuid NOT NULL,
      number bigint NOT NULL,
      bytes bytea NOT NULL,
      PRIMARY KEY (tenant_id, file_id, number),
      FOREIGN KEY (tenant_id, file_id) REFERENCES files (tenant_id, id) ON DELETE CASCADE
    )
    """,
    "ALTER TABLE file_pieces ALTER COLUMN bytes SET STORAGE EXTERNAL",
  ]

  static let begin = Statement(
    "INSERT INTO files (tenant_id, id, hash, bytes, begun_at) VALUES (?1, ?2, NULL, 0, ?3)")

  static let addPiece = Statement(
    "INSERT INTO file_pieces (tenant_id, file_id, number, bytes) VALUES (?1, ?2, ?3, ?4)")

  static let finish = Statement("UPDATE files SET hash = ?3, bytes = ?4 WHERE tenant_id = ?1 AND id = ?2")

  static let remove = Statement("DELETE FROM files WHERE tenant_id = ?1 AND id = ?2")

  /// What a process that died was taking in.
  static let forgetUnfinished = Statement("DELETE FROM files WHERE tenant_id = ?1 AND hash IS NULL AND begun_at < ?2")

  static let file = Statement("SELECT id, bytes FROM files WHERE tenant_id = ?1 AND hash = ?2")

  static let piece = Statement(
    "SELECT bytes FROM file_pieces WHERE tenant_id = ?1 AND file_id = ?2 AND number = ?3")

  /// From one tenant's to another's: each has bytes of its own.
  static let copyFile = Statement(
    """
    INSERT INTO files (tenant_id, id, hash, bytes, begun_at)
    SELECT ?1, ?2, f.hash, f.bytes, ?5 FROM files f WHERE f.tenant_id = ?3 AND f.hash = ?4
    ON CONFLICT (tenant_id, hash) DO NOTHING
    """)

  static let copyPieces = Statement(
    """
    INSERT INTO file_pieces (tenant_id, file_id, number, bytes)
    SELECT ?1, ?2, p.number, p.bytes FROM file_pieces p JOIN files f ON f.tenant_id = p.tenant_id AND f.id = p.file_id
    WHERE f.tenant_id = ?3 AND f.hash = ?4
    """)

  /// Those that are whole, page by page.
  static let kept = Statement(
    """
    SELECT tenant_id, id, hash FROM files
    WHERE hash IS NOT NULL AND (tenant_id, id) > (?1, ?2) ORDER BY tenant_id, id LIMIT ?3
    """, scope: .hub)

  static let countKept = Statement("SELECT count(*) FROM files WHERE hash IS NOT NULL", scope: .hub)

  /// Those that no attachment names, but for what came in lately.
  static let unused = Statement(
    """
    SELECT f.tenant_id, f.hash FROM files f
    WHERE f.hash IS NOT NULL AND f.begun_at < ?1
      AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.tenant_id = f.tenant_id AND a.hash = f.hash)
      AND NOT EXISTS (SELECT 1 FROM received_mails m WHERE m.tenant_id = f.tenant_id AND m.hash = f.hash)
    ORDER BY f.tenant_id, f.hash
    """, scope: .hub)
}
