using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NetDashboard.Storage.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class History : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "started_by",
                table: "scans",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "thinned_at",
                table: "scans",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "started_by",
                table: "runs",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "failing_since",
                table: "results",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "failing_since",
                table: "endpoints",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "host_keys",
                columns: table => new
                {
                    endpoint = table.Column<long>(type: "INTEGER", nullable: false),
                    fingerprint = table.Column<string>(type: "TEXT", nullable: false),
                    type = table.Column<string>(type: "TEXT", nullable: true),
                    first_seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seen_at = table.Column<long>(type: "INTEGER", nullable: false),
                    accepted_at = table.Column<long>(type: "INTEGER", nullable: true),
                    accepted_by = table.Column<string>(type: "TEXT", nullable: true),
                    accepted_for = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_host_keys", x => new { x.endpoint, x.fingerprint });
                    table.ForeignKey(
                        name: "FK_host_keys_endpoints_endpoint",
                        column: x => x.endpoint,
                        principalTable: "endpoints",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "host_keys");

            migrationBuilder.DropColumn(
                name: "started_by",
                table: "scans");

            migrationBuilder.DropColumn(
                name: "thinned_at",
                table: "scans");

            migrationBuilder.DropColumn(
                name: "started_by",
                table: "runs");

            migrationBuilder.DropColumn(
                name: "failing_since",
                table: "results");

            migrationBuilder.DropColumn(
                name: "failing_since",
                table: "endpoints");
        }
    }
}
