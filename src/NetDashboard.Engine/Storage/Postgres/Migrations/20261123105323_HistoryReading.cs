using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace NetDashboard.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class HistoryReading : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_results_endpoint_started_at",
                table: "results");

            migrationBuilder.AddColumn<byte[]>(
                name: "thinned_ok",
                table: "scans",
                type: "bytea",
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_results_history",
                table: "results",
                columns: new[] { "endpoint", "started_at", "scan", "attempt", "outcome", "failure", "duration" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_results_history",
                table: "results");

            migrationBuilder.DropColumn(
                name: "thinned_ok",
                table: "scans");

            migrationBuilder.CreateIndex(
                name: "IX_results_endpoint_started_at",
                table: "results",
                columns: new[] { "endpoint", "started_at" });
        }
    }
}
