using SharedSequencer.Ingress;
using SharedSequencer.Messages;
using SharedSequencer.ServiceDefaults;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults(AppIds.Ingress);
builder.AddIngress();

var app = builder.Build();
app.UseJsonRpc();
app.MapServiceDefaults();
app.MapIngress();
return await app.RunServiceAsync();
