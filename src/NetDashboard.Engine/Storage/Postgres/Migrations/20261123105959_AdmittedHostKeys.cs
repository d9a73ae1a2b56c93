using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NetDashboard.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class AdmittedHostKeys : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "admitted_at",
                table: "host_keys",
                type: "bigint",
                nullable: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropColumn(
                name: "admitted_at",
                table: "host_keys");
        }
    }
}
