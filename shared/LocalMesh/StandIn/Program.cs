var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/livez", () => Results.Ok());
await app.RunAsync();
