using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args).AddServiceDefaults(AppIds.Sentinel);
builder.AddMeshDapr();

var app = builder.Build();
app.MapServiceDefaults();
return await app.RunServiceAsync();
